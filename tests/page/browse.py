"""Goes through a page as a reader would: real clicks and keys in a headless Chromium.

    python3 tests/page/browse.py FOLDER

    python3 tests/page/browse.py --speed FOLDER

FOLDER holds pages made by `tests/page.rs`: `twelve.html`, `grades.html` and `hostile.html`. Pictures of what was seen
are written beside them: light, dark, printed, small. Fails at the first thing that is not as it should be; ends with 77
where there is no Chromium or no driver of it. With `--speed`, measures steps of the slider on `large.html` instead; see
`large.py`.
"""

import base64
import json
import pathlib
import sys
import time

from driver import Browser, programs

SIX = "China, Kazakhstan, Kyrgyzstan, Russia, Tajikistan, Uzbekistan"


def main(folder):
    if not programs():
        print("no chromium or no chromedriver here")
        return 77
    with Browser(1440, 1000) as browser:
        for step in (opens, goes_to_2013, overlaps, searches, has_keys, links, saves, turns_dark, prints, small, grades, hostile):
            step(browser, folder)
            quiet(browser)
            print(f"ok: {step.__name__}")
    with Browser(1440, 1000, ["--force-prefers-reduced-motion"]) as browser:
        stands_still(browser, folder)
        quiet(browser)
        print(f"ok: {stands_still.__name__}")
    return 0


def address(folder, page):
    return (folder / page).resolve().as_uri()


def opens_page(browser, folder, page):
    browser.open("about:blank")
    browser.open(address(folder, page))
    browser.wait("the page", lambda: browser.texts("#status strong"))


def quiet(browser):
    """No complaint of the browser, and nothing was asked for but the page itself and what it makes."""
    complaints = [line["message"] for line in browser.log("browser")]
    assert not complaints, complaints
    for line in browser.log("performance"):
        event = json.loads(line["message"])["message"]
        if event["method"] == "Network.requestWillBeSent":
            about = event["params"]
            own = about["documentURL"].startswith("chrome:")  # the first tab of the browser itself
            assert own or about["request"]["url"].split(":")[0] in ("file", "blob", "data", "about"), about


def opens(browser, folder):
    opens_page(browser, folder, "twelve.html")
    assert browser.text("#status").startswith("2014-05-20 44 states hold 95 member seats in 12 bodies"), browser.text("#status")
    assert "24 +2?" in browser.texts("#choices .number")[0], "Bangladesh and Qatar joined on that day or the next"
    overlapping = browser.run(
        """
        const boxes = [...document.querySelectorAll('.node')].filter(node => node.getBoundingClientRect().width)
            .map(node => [node.textContent, node.querySelector('.box, .disc').getBoundingClientRect()]);
        const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        const out = [];
        for (const [i, [name, box]] of boxes.entries())
            for (const [other, next] of boxes.slice(i + 1)) if (meet(box, next)) out.push(name + ' / ' + other);
        return [boxes.length, out];
        """
    )
    assert overlapping[0] > 50 and not overlapping[1], overlapping
    wider = browser.run(
        """return [...document.querySelectorAll('.state')].filter(node => node.getBoundingClientRect().width && [...node.querySelectorAll('text')].some(
            text => text.getBBox().width > node.querySelector('.box').getBBox().width)).map(node => node.textContent)"""
    )
    assert not wider, wider
    browser.picture(folder / "light.png")


def goes_to_2013(browser, _):
    """By the slider's keys, change by change, and by the field."""
    browser.run("document.getElementById('slider').focus()")
    before = browser.run("return slider.value")
    seen = []
    while browser.run("return slider.value") > "12784" and len(seen) < 40:
        browser.press("ArrowLeft")
        seen.append(browser.run("return document.getElementById('slider').getAttribute('aria-valuetext')"))
    assert len(seen) > 2 and sorted(seen, reverse=True) == seen and len(set(seen)) == len(seen), seen
    assert browser.run("return slider.value") < before
    browser.press("Shift+ArrowRight")
    assert browser.run("return document.getElementById('slider').getAttribute('aria-valuetext')") != seen[-1]
    browser.clear("#day")
    browser.type("#day", "2013-13")
    browser.press("Enter")
    assert "2014-05-20" in browser.text("#wrong"), "a month 13 is refused in words"
    browser.clear("#day")
    browser.type("#day", "2013")
    browser.press("Enter")
    assert browser.text("#status strong") == "2013-01-01" and browser.text("#wrong") == ""
    browser.wait("the change in words", lambda: browser.run("return live.textContent").startswith("2013-01-01"))


def overlaps(browser, _):
    browser.click("#choices label:nth-child(1)")
    browser.click("#choices label:nth-child(2)")
    text = browser.text("#overlap")
    assert text.splitlines()[:2] == ["In CICA and SCO: 6", SIX.replace(",", "")] or SIX in text, text
    names = browser.texts("#overlap .names:nth-of-type(1) .name")
    assert ", ".join(names) == SIX, names
    assert "Jaccard 0.25" in text and "Only in CICA: 18" in text, text
    lit = browser.run("return [...document.querySelectorAll('.node.lit')].map(node => node.querySelector('text').textContent).sort().join(', ')")
    assert lit == "CICA, China, Kazakhstan, Kyrgyzstan, Russia, SCO, Tajikistan, Uzbekistan", lit


def searches(browser, folder):
    browser.click("#search")
    browser.type("#search", "Kyrgyz")
    assert browser.texts("#found [role=option]") == ["Kyrgyzstan"], browser.texts("#found [role=option]")
    browser.click("#found [role=option]")
    card = browser.text("#card")
    assert "Kyrgyzstan" in card and "Member of 7" in card and "1999-09-14/.." in card, card
    for link in browser.all("#card .sources a"):
        got = {key: browser.call("GET", f"/element/{link}/attribute/{key}") for key in ("href", "rel", "target")}
        assert got["href"].startswith("http") and "noopener" in got["rel"], got
    assert len(browser.all("#card .sources a")) > 3
    browser.picture(folder / "card.png")
    for asked, found in (("KGZ", "Kyrgyzstan"), ("kirghizia", "Kyrgyzstan"), ("türkiye", "Turkey"), ("417", "Kyrgyzstan"), ("shanghai coop", "Shanghai Cooperation Organisation")):
        browser.clear("#search")
        browser.type("#search", asked)
        options = browser.texts("#found [role=option] > bdi")
        assert options and options[0].startswith(found), (asked, options)
    browser.clear("#search")
    browser.type("#search", "atlantis")
    assert browser.text("#found") == "Nobody on this page."
    browser.press("Escape")
    assert browser.run("return found.hidden") and not browser.run("return card.hidden"), "Escape closes one thing"


def has_keys(browser, folder):
    """Everything can be reached and used without a mouse, and what has the focus can be seen."""
    opens_page(browser, folder, "twelve.html")
    reached = []
    for _ in range(60):
        browser.press("Tab")
        reached.append(browser.run("const a = document.activeElement; return a.id || a.value || a.className.baseVal || a.tagName"))
        if reached.count("play") == 2:
            break
        if reached[-1].startswith("node"):
            ring = browser.run("return getComputedStyle(document.activeElement.querySelector('.disc, .box')).strokeWidth")
        elif reached[-1] != "BODY":
            ring = browser.run("return getComputedStyle(document.activeElement).outlineStyle")
            assert ring != "none", reached[-1]
    for wanted in ("play", "back", "slider", "next", "day", "asnet", "astable", "save", "theme", "search", "cica", "gcc"):
        assert wanted in reached, (wanted, reached)
    assert sum(name.startswith("node") for name in reached) == 1, ("the network is one stop", reached)
    browser.run("document.querySelector('.node').focus()")
    first = browser.run("return document.activeElement.textContent")
    browser.press("ArrowLeft")
    assert browser.run("return document.activeElement.textContent") != first
    label = browser.run("return document.activeElement.getAttribute('aria-label')")
    browser.picture(folder / "focus.png")
    browser.press("Enter")
    assert browser.text("#card h2") == label.split(":")[0] and browser.run("return document.activeElement.id") == "card"
    browser.press("Escape")
    assert browser.run("return card.hidden && document.activeElement.getAttribute('aria-label')") == label, "back where it was"
    browser.run("next.focus()")
    browser.press(" ")
    browser.wait("words", lambda: "CICA gains" in browser.run("return live.textContent"))


def links(browser, folder):
    browser.open("about:blank")
    browser.open(address(folder, "twelve.html") + "#d=2017-06-09&b=sco,csto&e=ind&v=table")
    browser.wait("the page", lambda: browser.texts("#status strong"))
    assert browser.text("#status strong") == "2017-06-09" and browser.text("#card h2") == "India"
    rows = browser.texts("#table tbody tr")
    assert any("India" in row and "2017-06-09" in row for row in rows) and len(rows) == 14, rows
    browser.press("Escape")
    browser.click("#asnet")
    browser.wait("the address", lambda: browser.run("return location.hash") == "#d=2017-06-09&b=sco,csto")
    browser.run("location.hash = '#d=1994-01-01&b=nobody,sco,%E0&e=%'")
    browser.wait("the day", lambda: browser.text("#status strong") == "1994-01-01")
    assert browser.run("return card.hidden")


def saves(browser, folder):
    opens_page(browser, folder, "twelve.html")
    browser.click("#save")
    file = pathlib.Path(browser.folder.name) / "comity-2014-05-20.svg"
    browser.wait("the file", lambda: file.exists() and file.stat().st_size > 1000)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("<svg") and "var(" not in text and "class=" not in text and "Kyrgyzstan" in text and "Post-Soviet" in text
    (folder / "saved.svg").write_text(text, encoding="utf-8")
    browser.open((folder / "saved.svg").resolve().as_uri())
    browser.picture(folder / "saved.png")


def turns_dark(browser, folder):
    opens_page(browser, folder, "twelve.html")
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = browser.run(ground)
    browser.click("#theme")
    assert browser.run(ground) != light
    browser.click("#theme")
    assert browser.run(ground) == light
    opens_page(browser, folder, "twelve.html")
    browser.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    assert browser.run(ground) != light
    for box in (1, 2):
        browser.click(f"#choices label:nth-child({box})")
    time.sleep(0.4)  # what fades has faded
    browser.picture(folder / "dark.png")
    browser.cdp("Emulation.setEmulatedMedia", features=[])


def prints(browser, folder):
    browser.run("theme.click()")
    pdf = browser.call("POST", "/print", {"page": {"width": 21.0, "height": 29.7}, "background": False})
    (folder / "printed.pdf").write_bytes(base64.b64decode(pdf))
    browser.cdp("Emulation.setEmulatedMedia", media="print")
    seen = browser.run(
        "return [getComputedStyle(document.body).color, getComputedStyle(bar).display, printed.innerText, getComputedStyle(table).display]"
    )
    assert seen[0] == "rgb(26, 26, 26)", "paper is white, whatever the screen"
    assert seen[1] == "none" and seen[3] == "none"
    assert "Who sits in which body on 2014-05-20" in seen[2] and "Possibly: Bangladesh, Qatar" in seen[2] and "Sources" in seen[2]
    browser.cdp("Emulation.setEmulatedMedia", media="")


def small(browser, folder):
    opens_page(browser, folder, "twelve.html")
    browser.cdp("Emulation.setDeviceMetricsOverride", width=400, height=800, deviceScaleFactor=1, mobile=True)
    time.sleep(0.2)
    assert browser.run("return document.documentElement.scrollWidth") <= 400, "only the network scrolls to the side"
    browser.picture(folder / "small.png")
    browser.click("#fit")
    assert browser.run("return net.clientWidth") < 400
    browser.click("#larger")
    assert browser.run("return net.clientWidth") > 400
    browser.cdp("Emulation.clearDeviceMetricsOverride")


def grades(browser, folder):
    opens_page(browser, folder, "grades.html")
    assert browser.text("#status strong") == "2014-05-20"
    boxes = browser.texts("#kinds label")
    assert boxes == ["member", "observer", "partner"], boxes
    assert browser.run("return document.querySelectorAll('#net path.o').length > 0 && document.querySelectorAll('#net path.p').length > 0")
    browser.click("#search")
    browser.type("#search", "SCO")
    browser.press("Enter")
    card = browser.text("#card")
    assert "6 members" in card and "5 observers" in card and "Mongolia" in card, card
    browser.picture(folder / "grades.png")
    before = browser.texts("#choices .number")
    browser.click("#kinds label:nth-child(2)")
    assert browser.texts("#choices .number") != before
    browser.wait("the address", lambda: "g=member,partner" in browser.run("return location.hash"))


def hostile(browser, folder):
    opens_page(browser, folder, "hostile.html")
    for _ in range(4):
        browser.click("#next")
    for box in browser.all("#choices label"):
        browser.call("POST", f"/element/{box}/click", {})
    browser.click("#search")
    browser.type("#search", "script")
    browser.press("Enter")
    browser.click("#astable")
    time.sleep(0.4)
    browser.picture(folder / "hostile.png")
    seen = browser.run(
        """return [window.hit, document.querySelectorAll('img, iframe, b, body svg [onload]').length, document.scripts.length,
            [...document.links].map(link => link.protocol), document.title, document.body.innerText]"""
    )
    assert seen[0] is None and seen[1] == 0 and seen[2] == 2, seen
    assert set(seen[3]) <= {"https:"}, seen[3]
    assert "</script><script>window.hit = 5</script>" in seen[5] and "<b>bold</b>" in seen[5], seen[5]
    assert "\u202e" not in seen[5]


def stands_still(browser, folder):
    opens_page(browser, folder, "twelve.html")
    assert browser.text("#play") == "Step"
    day = browser.text("#status strong")
    browser.click("#play")
    after = browser.text("#status strong")
    assert after != day
    time.sleep(1.5)
    assert browser.text("#status strong") == after, "nothing moves by itself"


def speed(folder):
    """How long a step takes: the script with its layout, and until the next picture is on the screen."""
    with Browser(1440, 1000) as browser:
        browser.call("POST", "/timeouts", {"script": 120_000})
        start = time.monotonic()
        opens_page(browser, folder, "large.html")
        print(f"opens in {time.monotonic() - start:.1f} s, {browser.run('return document.querySelectorAll(`*`).length')} elements")
        browser.picture(folder / "large.png")
        steps = {
            "next change": "Array.from({length: 20}, () => ['next', 0])",
            "half a year on": "Array.from({length: 20}, (_, i) => ['slider', -10957 + i * 183])",
            "anywhere": "Array.from({length: 20}, (_, i) => ['slider', -20000 + (i * 7919) % 37000])",
        }
        # What the main thread itself worked does not depend on what else the machine does.
        browser.cdp("Performance.enable", timeDomain="threadTicks")
        worked = lambda: {one["name"]: one["value"] for one in browser.cdp("Performance.getMetrics")["metrics"]}["TaskDuration"]
        for name, list_of in steps.items():
            before = worked()
            times = browser.call("POST", "/execute/async", {"script": """
                const done = arguments[arguments.length - 1];
                const slider = document.getElementById('slider');
                const frame = () => new Promise(shown => requestAnimationFrame(() => setTimeout(shown)));
                (async () => {
                    const times = [];
                    for (const [what, day] of %s) {
                        await frame();
                        const start = performance.now();
                        if (what === 'next') document.getElementById('next').click();
                        else { slider.value = day; slider.dispatchEvent(new Event('input')); }
                        document.getElementById('net').getBoundingClientRect();
                        const script = performance.now() - start;
                        await frame();
                        times.push([script, performance.now() - start]);
                    }
                    done(times);
                })();
            """ % list_of, "args": []})
            print(f"{name}, work of the main thread: mean {(worked() - before) * 1000 / len(times):.1f} ms")
            for at, what in enumerate(("script and layout", "on the screen")):
                column = sorted(one[at] for one in times)
                print(f"{name}, {what}: median {column[len(column) // 2]:.1f} ms, 95 % {column[int(len(column) * 0.95)]:.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(speed(pathlib.Path(sys.argv[2])) if sys.argv[1] == "--speed" else main(pathlib.Path(sys.argv[1])))
