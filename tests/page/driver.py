"""A headless Chromium by its own driver: the W3C WebDriver protocol over HTTP, by the standard library alone."""

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {
    "Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "Shift": "\ue008", "Home": "\ue011", "End": "\ue010",
    "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015", "Backspace": "\ue003",
}


def programs():
    """Where Chromium and its driver are, or None."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


class Browser:
    """One window of one browser; everything in it is thrown away at the end."""

    def __init__(self, width=1280, height=900, options=()):
        browser, driver = programs()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.driver = subprocess.Popen(
            [driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.root = f"http://127.0.0.1:{port}"
        self.session = ""
        args = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", f"--user-data-dir={self.folder.name}/profile", f"--window-size={width},{height}",
            *options,
        ]
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": browser, "args": args, "prefs": {"download.default_directory": self.folder.name}},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        try:
            self.wait_for_driver()
            made = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
            self.session = "/session/" + made["sessionId"]
        except BaseException:
            self.driver.kill()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("DELETE", "")
        finally:
            self.driver.kill()
            self.driver.wait()
            self.folder.cleanup()

    def wait_for_driver(self):
        for _ in range(100):
            try:
                return self.call("GET", "/status")
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the driver of the browser does not start")

    def call(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.root + self.session + path, data, method=method)
        request.add_header("Content-Type", "application/json")
        # No proxy stands between this program and its own machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(json.load(error)["value"]["message"]) from None

    def cdp(self, command, **params):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": params})

    def open(self, address):
        self.call("POST", "/url", {"url": address})

    def run(self, script, *args):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(args)})

    def all(self, css):
        return [one[ELEMENT] for one in self.call("POST", "/elements", {"using": "css selector", "value": css})]

    def one(self, css):
        found = self.all(css)
        assert found, f"nothing on the page is {css}"
        return found[0]

    def click(self, css):
        """A click of the mouse, which fails if something lies over the element."""
        self.call("POST", f"/element/{self.one(css)}/click", {})

    def type(self, css, text):
        self.call("POST", f"/element/{self.one(css)}/value", {"text": text})

    def clear(self, css):
        self.call("POST", f"/element/{self.one(css)}/clear", {})

    def press(self, *keys):
        """Keys to whatever has the focus; 'Shift+Tab' holds one down."""
        steps = []
        for key in keys:
            parts = [KEYS.get(part, part) for part in key.split("+")]
            steps += [{"type": "keyDown", "value": part} for part in parts]
            steps += [{"type": "keyUp", "value": part} for part in reversed(parts)]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": steps}]})

    def text(self, css):
        return self.call("GET", f"/element/{self.one(css)}/text")

    def texts(self, css):
        return [self.call("GET", f"/element/{one}/text") for one in self.all(css)]

    def wait(self, what, until, seconds=10):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = until()
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError(f"waited in vain for {what}")

    def picture(self, path):
        shot = base64.b64decode(self.call("GET", "/screenshot"))
        with open(path, "wb") as file:
            file.write(shot)

    def log(self, kind):
        return self.call("POST", "/se/log", {"type": kind})
