"""The browser that prints the figures: found, or fetched, or one sentence on how to get one.

`python -m sixroutes.figures.browser` does all three, in this order: a browser that is here (BROWSER_PATH, one that
Plotly fetched before, Chrome, Chromium or a relative); Plotly's own download; on Debian and Ubuntu, for root, the
system's package.
"""

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from ..errors import InputError

# Where Plotly's installer fetches from; asked first with a short limit, since the installer itself waits for ever.
DOWNLOADS = "https://storage.googleapis.com/"
SECONDS_TO_ANSWER, SECONDS_TO_FETCH, SECONDS_TO_INSTALL = 8, 600, 900


def candidates():
    """Paths of browsers that may be here, best first."""
    from choreographer.browsers.chromium import Chromium

    found = [os.environ.get("BROWSER_PATH"), Chromium.find_browser(skip_local=False),
             Chromium.find_browser(skip_local=True)]
    found += [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "chrome")]
    return list(dict.fromkeys(path for path in found if path))


def version(path):
    """What the browser at `path` says of itself; None where it does not start (missing libraries, an empty stub)."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None


def find():
    """Path of the first browser that starts.

    Raises
    ------
    InputError : there is none; the message says how to get one.
    """
    for path in candidates():
        if version(path):
            return path
    raise InputError("no browser is here to print the figures (SVG, PDF, PNG)",
                     expected="Chrome or Chromium, or its path in BROWSER_PATH", remedy=_command())


def _command():
    """What to type to get a browser on this system."""
    if shutil.which("apt-get"):
        return "sudo apt-get install chromium  (then type make again)"
    if sys.platform == "darwin":
        return "brew install --cask chromium  (then type make again)"
    return "install Chrome or Chromium with the system's package manager  (then type make again)"


def download():
    """Let Plotly's installer fetch Chrome; quietly nothing where its server cannot be reached."""
    try:
        urllib.request.urlopen(DOWNLOADS, timeout=SECONDS_TO_ANSWER).close()
    except urllib.error.HTTPError:
        pass  # it answers
    except OSError:
        print("Plotly's download server cannot be reached; going on without it.", flush=True)
        return
    print("Fetching Chrome by Plotly's installer (about 150 MB) ...", flush=True)
    command = [sys.executable, "-c", "import kaleido; kaleido.get_chrome_sync()"]
    _quietly(command, SECONDS_TO_FETCH)


def install():
    """Install the system's Chromium, where that is possible: root on Debian or Ubuntu."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    print("Installing the system's Chromium (apt-get install chromium), about a minute ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _quietly(["apt-get", "update", "-qq"], SECONDS_TO_INSTALL, environment)
    install_it = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    _quietly(install_it, SECONDS_TO_INSTALL, environment)


def _quietly(command, seconds, environment=None):
    """Run a command; where it fails, show the end of what it said and go on."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, env=environment)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"That did not work: {error}", flush=True)
        return
    if done.returncode:
        print("That did not work: " + (done.stderr.strip() or done.stdout.strip())[-400:], flush=True)


def main():
    """Find or fetch a browser; the exit code is 1 where there is none in the end."""
    for attempt in (None, download, install):
        if attempt:
            attempt()
        for path in candidates():
            if found := version(path):
                print(f"Browser for the figures: {Path(path)} ({found}).", flush=True)
                return 0
    try:
        find()
    except InputError as error:
        print(f"\nsixroutes stopped: {error}\n", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
