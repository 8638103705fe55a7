"""Measure the web app on loopback beside its bars: key to display, CPU time of a page and a start, bytes of a page.

A real server in a process of its own, one client. Key to display is the time from sending a press to the message with
the new display, and in the browser, where one is there, from the key to the changed drawing. A busy neighbour on the
same core makes both wait, so the best of some rounds counts.
"""

from __future__ import annotations

import gzip
import json
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

from websockets.sync.client import connect

ROUNDS = 5
PRESSES = 100
PAGES = 200
PER_SECOND = 25
MOST_START_S, MOST_KEY_MS, MOST_PAGE_MS, MOST_BYTES = 1.5, 20, 30, 60_000
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
RADIO = "nissan-qashqai-j10-audio-2012|"
ROOT = Path(__file__).parents[1]
IN_BROWSER = """async ([presses, pause]) => {
    const key = document.querySelector('.pc[data-key="1"]'), lit = document.querySelector('.p-text path.lit');
    const took = [];
    const fire = (type) => key.dispatchEvent(new KeyboardEvent(type, { key: 'Enter', bubbles: true }));
    for (let i = 0; i < presses; i++) {
        await new Promise((go) => setTimeout(go, pause));
        took.push(await new Promise((done) => {
            const began = performance.now();
            const watch = new MutationObserver(() => { watch.disconnect(); done(performance.now() - began); });
            watch.observe(lit, { attributes: true, attributeFilter: ['d'] });
            fire('keydown');
        }));
        fire('keyup');
    }
    return took;
}"""


SHIFT = """() => new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(0), 300);
})"""


def started() -> tuple[subprocess.Popen[str], str, int]:
    """Return the server's process, its address and port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "headunit", "web", "--no-browser"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    if process.stdout is None:
        raise SystemExit("the server says nothing")
    for line in process.stdout:
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        if found:
            return process, found[0], int(found[1])
    raise SystemExit("the server did not start")


def begun(port: int) -> tuple[str, str]:
    """Begin a rehearsal and return its path, and the cookie of the browser that it belongs to."""
    line = HTTPConnection("127.0.0.1", port)
    for _ in range(100):
        try:
            line.connect()
            break
        except ConnectionRefusedError:
            time.sleep(0.05)
    line.request("GET", "/rehearse/")
    page = line.getresponse()
    token = re.search(r'name="token" value="([^"]+)"', page.read().decode())
    if token is None:
        raise SystemExit("the page has no form")
    form = urllib.parse.urlencode({"radio": RADIO, "token": token[1]})
    kind, who = "application/x-www-form-urlencoded", page.headers["set-cookie"].partition(";")[0]
    line.request("POST", "/rehearse/", form, {"Content-Type": kind, "Cookie": who})
    answer = line.getresponse()
    answer.read()
    return urllib.parse.urlsplit(answer.headers["location"]).path, who


def key_to_display(port: int, path: str, cookie: str) -> list[list[float]]:
    """Return for each round how long each press took until the display was told, in ms."""
    rounds = []
    with connect(f"ws://127.0.0.1:{port}/rehearse/socket", additional_headers={"Cookie": cookie}) as line:
        name = path.rpartition("/")[2]
        line.send(json.dumps({"type": "open", "schema": "headunit/panel-session/1", "session": name}))
        line.recv()
        for _ in range(ROUNDS):
            took = []
            for _ in range(PRESSES):
                time.sleep(1 / PER_SECOND)
                began = time.perf_counter()
                line.send('{"type": "press", "keys": ["1"]}')
                while "display" not in json.loads(line.recv()):
                    pass
                took.append((time.perf_counter() - began) * 1000)
                line.send('{"type": "release", "keys": ["1"]}')
            rounds.append(took)
    return rounds


def in_the_browser(address: str, path: str, cookie: str) -> tuple[list[list[float]], float] | None:
    """Return the same as a browser sees it, from the key to the drawing, and the layout shift; None without one."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is there

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--disable-gpu", "--no-first-run"])
        page = browser.new_page()
        name, _, value = cookie.partition("=")
        page.context.add_cookies([{"name": name, "value": value, "url": address}])
        page.goto(address.rstrip("/") + path)
        page.wait_for_selector("[data-link=up]")
        rounds: list[list[float]] = [page.evaluate(IN_BROWSER, [PRESSES, 1000 / PER_SECOND]) for _ in range(ROUNDS)]
        shift = 0.0
        for each in ("/", "/radios", "/keep", "/rehearse/", path):
            page.goto(address.rstrip("/") + each)
            shift += page.evaluate(SHIFT)
        browser.close()
    return rounds, shift


def echo_ms() -> tuple[float, float]:
    """Return median and 95th of a hundred of a byte that goes to another thread and back: how busy the computer is."""
    with socket.create_server(("127.0.0.1", 0)) as waiting:
        threading.Thread(target=_echo, args=(waiting,), daemon=True).start()
        rounds = []
        with socket.create_connection(waiting.getsockname()) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for _ in range(ROUNDS):
                took = []
                for _ in range(PRESSES):
                    time.sleep(1 / PER_SECOND)
                    began = time.perf_counter()
                    line.send(b"1")
                    line.recv(1)
                    took.append((time.perf_counter() - began) * 1000)
                rounds.append(took)
    return percentiles(rounds)


def _echo(waiting: socket.socket) -> None:
    line, _ = waiting.accept()
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with line:
        while heard := line.recv(1):
            line.send(heard)


def page_cpu_ms(process: subprocess.Popen[str], port: int, path: str, cookie: str) -> float:
    """Return the server's CPU time for one page, in ms."""
    line = HTTPConnection("127.0.0.1", port)
    before = _cpu_s(process.pid)
    for _ in range(PAGES):
        line.request("GET", path, headers={"Cookie": cookie})
        answer = line.getresponse()
        answer.read()
        if answer.status != HTTPStatus.OK:
            raise SystemExit(f"the page answers with {answer.status}")
    return (_cpu_s(process.pid) - before) * 1000 / PAGES


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def transferred(address: str, path: str, cookie: str) -> tuple[int, int]:
    """Return the bytes of the page with all its files, plain and compressed."""

    def fetched(url: str) -> bytes:
        asked = urllib.request.Request(urllib.parse.urljoin(address, url), headers={"Cookie": cookie})  # noqa: S310 - loopback
        with urllib.request.urlopen(asked) as answer:  # noqa: S310 - loopback
            content: bytes = answer.read()
        return content

    seen, wanted = dict[str, bytes](), [path]
    while wanted:
        url = urllib.parse.urljoin(address, wanted.pop())
        if url in seen:
            continue
        seen[url] = fetched(url)
        text = seen[url].decode()
        wanted += re.findall(r'(?:href|src)="([^"#]*/static/[^"]+)"', text)
        wanted += [urllib.parse.urljoin(url, name) for name in re.findall(r'from "(\./[^"]+)"', text)]
    return sum(map(len, seen.values())), sum(len(gzip.compress(content, 6)) for content in seen.values())


def cold_start_s() -> float:
    """Return the CPU time until the application is there, in seconds; the best of three."""
    script = (
        "from headunit.cli.web_place import place_of; from headunit.web.app import web_app; "
        "from headunit.web.clock import RealClock; import uvicorn; "
        "web_app(place_of('', RealClock()))"
    )
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", script], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def row(what: str, measured: str, bar: str, *, held: bool) -> bool:
    """Print one line of the table and return whether its bar held."""
    print(f"{what:<48}{measured:>20}   {bar:<12}{'held' if held else 'MISSED'}")
    return held


def percentiles(rounds: list[list[float]]) -> tuple[float, float]:
    """Return the median and the 95th of a hundred of the best round."""
    each = [(statistics.median(took), statistics.quantiles(took, n=20)[-1]) for took in rounds]
    return min(each, key=lambda pair: pair[1])


def main() -> int:
    """Measure, print, and return 1 when a bar was missed."""
    cold = cold_start_s()
    process, address, port = started()
    try:
        path, cookie = begun(port)
        over_the_line = percentiles(key_to_display(port, path, cookie))
        seen = in_the_browser(address, path, cookie)
        cpu = page_cpu_ms(process, port, path, cookie)
        plain, packed = transferred(address, path, cookie)
    finally:
        process.terminate()
        process.wait()
    held = [
        row("cold start, CPU", f"{cold:.2f} s", "1.5 s", held=cold <= MOST_START_S),
        row(
            "panel key to display, loopback, p50 / p95",
            f"{over_the_line[0]:.1f} / {over_the_line[1]:.1f} ms", "20 ms p95", held=over_the_line[1] <= MOST_KEY_MS,
        ),
        row("a page with a panel, server CPU", f"{cpu:.1f} ms", "30 ms", held=cpu <= MOST_PAGE_MS),
        row(
            "the rehearsal with all its files, gzip / plain",
            f"{packed / 1000:.1f} / {plain / 1000:.1f} kB", "60 kB", held=packed <= MOST_BYTES,
        ),
    ]  # fmt: skip
    p50, p95 = echo_ms()
    print(f"{'(a byte there and back, for how busy it is)':<48}{f'{p50:.1f} / {p95:.1f} ms':>20}")
    if seen is None:
        print("panel key to drawing in the browser: no browser is there")
    else:
        p50, p95 = percentiles(seen[0])
        held.append(row("layout shift of five pages as they load", f"{seen[1]:.4f}", "0", held=seen[1] == 0))
        what = "panel key to drawing, in the browser, p50 / p95"
        held.append(row(what, f"{p50:.1f} / {p95:.1f} ms", "20 ms p95", held=p95 <= MOST_KEY_MS))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
