"""Expected values for how alike two vectors of ranks are, from definitions independent of comity's.

Kendall's tau-b is SciPy's. Cohen's kappa and Scott's pi are computed from the means and squares of the ranks
(Haege 2011), not from a table of joint frequencies; with absolute distances from all pairs of items. S and the
weighted Jaccard are sums over the items. Run it with SciPy at hand: python generate.py > expected.json
"""

import json
import random

from scipy.stats import kendalltau


def defined(part, whole):
    return part / whole if whole > 0 else None


def compare(x, y, levels):
    n = len(x)
    absolute = [abs(a - b) for a, b in zip(x, y)]
    squared = [(a - b) ** 2 for a, b in zip(x, y)]
    mean_x, mean_y = sum(x) / n, sum(y) / n
    spread_x = sum((a - mean_x) ** 2 for a in x)
    spread_y = sum((b - mean_y) ** 2 for b in y)
    middle = (mean_x + mean_y) / 2
    pooled = sum((a - middle) ** 2 for a in x + y)
    by_chance = spread_x + spread_y + n * (mean_x - mean_y) ** 2
    all_pairs = sum(abs(a - b) for a in x for b in y) / n
    all_pooled = sum(abs(a - b) for a in x + y for b in x + y) / (4 * n)
    corrected = lambda seen, expected: 1 - seen / expected if expected > 1e-12 else None
    tau = kendalltau(x, y, variant="b").statistic
    widest = levels - 1
    return {
        "s_absolute": 1 - 2 * sum(absolute) / (n * widest),
        "s_squared": 1 - 2 * sum(squared) / (n * widest**2),
        "kappa_squared": corrected(sum(squared), by_chance),
        "pi_squared": corrected(sum(squared), pooled),
        "kappa_absolute": corrected(sum(absolute), all_pairs),
        "pi_absolute": corrected(sum(absolute), all_pooled),
        "tau_b": None if tau != tau else float(tau),
        "jaccard": defined(sum(map(min, x, y)), sum(map(max, x, y))),
    }


def main():
    random.seed(1999)
    cases = []
    for levels in (2, 2, 3, 5, 7):
        for n in (1, 2, 5, 12, 40, 110):
            share = random.choice((0.2, 0.5, 0.9))
            draw = lambda: [random.randrange(1, levels) if random.random() < share else 0 for _ in range(n)]
            x = draw()
            y = [a if random.random() < 0.5 else b for a, b in zip(x, draw())]
            cases.append({"levels": levels, "x": x, "y": y, "expected": compare(x, y, levels)})
    print("[")
    print(",\n".join(json.dumps(case) for case in cases))
    print("]")


main()
