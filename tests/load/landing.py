"""The public page of a programme: 50 people who pause a second, and what a phone has to load."""

import sys
from collections import Counter
from typing import Any

from playwright.sync_api import CDPSession, sync_playwright

from mentoring.launcher import chromium
from tests.load import site, users
from tests.load.figures import figure, p95

PEOPLE = 50
PATH = "/p/weitwinkel/"
# A slow phone on a slow mobile network.
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
CPU_SLOWER = 4
VITALS = """() => new Promise(done => {
  const seen = {lcp: 0, cls: 0};
  new PerformanceObserver(list => list.getEntries().forEach(e => seen.lcp = e.startTime))
    .observe({type: "largest-contentful-paint", buffered: true});
  new PerformanceObserver(list => list.getEntries().forEach(e => seen.cls += e.value))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(seen), 1000);
})"""


def main() -> bool:
    with site.running() as running:
        crowd = users.Crowd(running, PEOPLE, lambda _turn: PATH).visit()
        kept = [
            figure("landing p95", p95(crowd.took), "ms", 50),
            figure("landing refused", len(crowd.refused), "answers", 0),
        ]
        return all([*kept, *on_a_phone(running)])


def on_a_phone(running: site.Site) -> list[bool]:
    """What the page weighs and how it appears; nothing where there is no browser."""
    if not chromium.find():
        print("No Chromium here: the page's weight was not measured.", file=sys.stderr)
        return []
    with sync_playwright() as playwright:
        options = {"executable_path": chromium.find(), "args": ["--no-sandbox"]}
        browser = playwright.chromium.launch(**options)
        page = browser.new_page(viewport={"width": 360, "height": 740}, locale="de-DE")
        developer = page.context.new_cdp_session(page)
        weight = weigh(developer)
        page.goto(f"http://127.0.0.1:{running.port}{PATH}", wait_until="networkidle")
        vitals = page.evaluate(VITALS)
        browser.close()
    return [
        figure("landing weight", sum(weight.values()) / 1000, "kB", 100),
        figure("landing scripts", weight["Script"] / 1000, "kB", 30),
        figure("landing LCP throttled", vitals["lcp"], "ms", 1500),
        figure("landing CLS", vitals["cls"], "", 0.01),
    ]


def weigh(developer: CDPSession) -> Counter[str]:
    """Bytes over the wire by type, counted while the page loads on a slow phone."""
    weight: Counter[str] = Counter()
    kinds: dict[str, str] = {}

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def loaded(event: dict[str, Any]) -> None:
        weight[kinds.get(event["requestId"], "Other")] += event["encodedDataLength"]

    developer.on("Network.responseReceived", answered)
    developer.on("Network.loadingFinished", loaded)
    developer.send("Network.enable")
    developer.send("Network.emulateNetworkConditions", NETWORK)
    developer.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    return weight


if __name__ == "__main__":
    sys.exit(not main())
