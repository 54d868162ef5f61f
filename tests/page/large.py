"""Writes a world of 650 states, 50 bodies and 20,000 seats, to measure pages by: the same every time.

    python3 tests/page/large.py > large.ron
    comity -g large.ron page $(seq -f 'b%g' 0 49) --grade any --as-of 2000-01-01 -o pages/large.html
    python3 tests/page/browse.py --speed pages
"""

import random

STATES, BODIES, SEATS = 650, 50, 20_000


def main():
    dice = random.Random(2014)
    pairs = dice.sample([(state, body) for state in range(STATES) for body in range(BODIES)], SEATS)
    seats = {}
    for state, body in sorted(pairs):
        start, length = dice.randint(1900, 2015), dice.randint(1, 60)
        day = f"{start}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        end = f"{start + length}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}" if start + length < 2020 else ".."
        if dice.random() < 0.1:
            day = str(start)
        grade = dice.choices(["Member", "Observer", "Partner"], [8, 1, 1])[0]
        suspended = ", suspended: true" if dice.random() < 0.02 else ""
        seats.setdefault(body, []).append(f'{grade}(who: "s{state}", during: "{day}/{end}", src: "x"{suspended}),')
    print('#![enable(implicit_some)]\nWorld(\n    title: "A large world",')
    print('    sources: { "x": (title: "Dice", kind: Dataset) },\n    states: {')
    for state in range(STATES):
        print(f'        "s{state}": (name: "State {state}"),')
    print("    },\n    bodies: {")
    for body in range(BODIES):
        rows = "\n            ".join(seats.get(body, []))
        print(f'        "b{body}": (name: "Body {body}", family: "family-{body % 6}", seats: [\n            {rows}\n        ]),')
    print("    },\n)")


if __name__ == "__main__":
    main()
