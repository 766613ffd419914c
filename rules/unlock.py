"""After a build that was killed, let the next one go on: remove Snakemake's lock if no build holds it.

Snakemake holds a folder by files under .snakemake/locks, and a killed build leaves them behind. A build that runs
shows in the list of processes, with this folder as its own.
"""

import shutil
from pathlib import Path

import psutil


def is_running(folder):
    """Whether a Snakemake works in `folder`."""
    for process in psutil.process_iter(["cmdline", "cwd"]):
        words = process.info["cmdline"] or []
        if process.info["cwd"] == str(folder) and any(Path(word).name == "snakemake" for word in words[:3]):
            return True
    return False


locks = Path(".snakemake/locks")
if locks.is_dir() and any(locks.iterdir()):
    if is_running(Path.cwd()):
        raise SystemExit("sixroutes: another build is running in this folder; wait for it, or stop it first.")
    print("The last build was cut off; going on where it stopped.")
    shutil.rmtree(locks)
