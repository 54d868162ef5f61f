"""Goes through a report with an interactive page in it, as a reader would: real clicks and keys within the frame.

    python3 tests/page/report.py FOLDER

FOLDER holds `report.html`, woven by `tests/page.rs`. Pictures of what was seen are written beside it. Fails at the first
thing that is not as it should be; ends with 77 where there is no Chromium or no driver of it.
"""

import pathlib
import sys

from browse import SIX, address, quiet
from driver import ELEMENT, Browser, programs


def main(folder):
    if not programs():
        print("no chromium or no chromedriver here")
        return 77
    with Browser(1000, 1100) as browser:
        browser.open(address(folder, "report.html"))
        for step in (around, within, moves, overlaps, finds, cannot_reach_out, prints):
            step(browser, folder)
            quiet(browser)
            print(f"ok: {step.__name__}")
    return 0


def enter(browser):
    browser.call("POST", "/frame", {"id": {ELEMENT: browser.one("iframe.comity-page")}})


def leave(browser):
    browser.call("POST", "/frame/parent", {})


def around(browser, folder):
    """The report itself: the frame stands in the figure, as wide as the text, and the still picture is not shown."""
    assert browser.text("h1") == "Who meets where"
    browser.click("a[href='#fig-who']")
    box = browser.run(
        """const frame = document.querySelector('iframe.comity-page').getBoundingClientRect();
        const text = document.querySelector('main > p').getBoundingClientRect();
        const still = document.querySelector('.still').getBoundingClientRect();
        return [frame.width / text.width, frame.height, still.width, document.documentElement.scrollWidth - innerWidth]"""
    )
    assert 0.98 < box[0] < 1.02 and box[1] > 500 and box[2] == 0 and box[3] <= 0, box
    assert "CICA" in browser.run("return document.querySelector('iframe.comity-page').title")


def within(browser, folder):
    enter(browser)
    browser.wait("the page", lambda: browser.texts("#status strong"))
    assert browser.text("#status strong") == "2014-05-21", browser.text("#status")
    assert browser.texts("#choices .number")[:2] == ["26", "6"], browser.texts("#choices .number")
    wide = browser.run("return document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, ("the page is wider than its frame", wide)


def moves(browser, _):
    browser.clear("#day")
    browser.type("#day", "2013")
    browser.press("Enter")
    assert browser.text("#status strong") == "2013-01-01" and browser.text("#wrong") == ""
    browser.run("document.getElementById('slider').focus()")
    browser.press("ArrowRight")
    assert browser.text("#status strong") != "2013-01-01"
    browser.clear("#day")
    browser.type("#day", "2013")
    browser.press("Enter")


def overlaps(browser, _):
    browser.click("#choices label:nth-child(1)")
    browser.click("#choices label:nth-child(2)")
    names = browser.texts("#overlap .names:nth-of-type(1) .name")
    assert ", ".join(names) == SIX, names


def finds(browser, folder):
    browser.click("#search")
    browser.type("#search", "Kyrgyz")
    browser.click("#found [role=option]")
    assert "Kyrgyzstan" in browser.text("#card") and "1999-09-14/.." in browser.text("#card")
    leave(browser)
    browser.picture(folder / "report.png")
    enter(browser)
    browser.press("Escape")


def cannot_reach_out(browser, _):
    """The frame neither sees nor touches what is around it, and the report runs no script of its own."""
    seen = browser.run(
        """let around; try { around = parent.document.title } catch (error) { around = error.name }
        let kept; try { kept = localStorage.length } catch (error) { kept = error.name }
        return [around, kept, location.protocol, origin]"""
    )
    assert seen == ["SecurityError", "SecurityError", "about:", "null"], seen
    leave(browser)
    assert browser.run("return document.scripts.length") == 0
    assert browser.text("#tbl-sco figcaption").startswith("Table 1."), "the report goes on below the frame"


def prints(browser, folder):
    """On paper there is the picture in place of the frame."""
    browser.cdp("Emulation.setEmulatedMedia", media="print")
    shown = browser.run(
        """return ['.live', '.still svg'].map(css => document.querySelector(css).getBoundingClientRect().width > 0)"""
    )
    assert shown == [False, True], shown
    browser.picture(folder / "report-print.png")
    browser.cdp("Emulation.setEmulatedMedia", media="screen")


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
