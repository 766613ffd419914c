"""How well planted routes are found, and how often intervals hold the truth: `sixroutes.simulation` in numbers.

    python benchmarks/recovery.py --draws 500 [--through 40] [--seeds 3] [--patents 1500] [--seed 1]
    python benchmarks/recovery.py --scale 1000000

The first prints precision, recall and F1 of each route in a clean and in a realistic world, the macro-F1 and the error
of shares over a range of each kind of noise, and the coverage of the nominal 95% intervals: over `--draws` small worlds
with the planted routes taken as found, and over `--through` worlds that go through the whole pipeline. The second
prints what it costs to write so many patents as tables. Seconds are the processor's. Writes nothing here.
"""

import argparse
import os
import resource
import tempfile

import pandas as pd

from sixroutes.simulation import CLEAN, REALISTIC, Noise, coverage, recover, study, write_tables

LADDER = {"names": (0.0, 0.15, 0.3, 0.6), "events": (0.2, 0.4), "citations": (0.1, 0.3, 1.0), "partners": (0.1, 0.3)}


def scores(noise, patents, seeds, first):
    """Mean scores and errors of shares over some worlds."""
    found = [recover(study(patents, seed=first + number, noise=noise)) for number in range(seeds)]
    score = pd.concat([one["scores"] for one in found]).groupby(["unit_kind", "route"], sort=False).mean()
    shares = pd.concat([one["shares"] for one in found]).query("cluster_id == 'all'")
    error = (shares["share"] - shares["realised"]).abs().groupby([shares["unit_kind"], shares["route"]]).mean()
    return score.join(error.rename("share_error"))


def ladder(patents, seeds, first):
    """Macro-F1, and the F1 of the routes that lose most, for each kind and amount of noise."""
    rows = []
    for kind, amounts in LADDER.items():
        for amount in amounts:
            score = scores(Noise(**{kind: amount}), patents, seeds, first)["f1"]
            worst = score.loc["patent"].drop("macro").idxmin()
            rows.append((kind, amount, score["patent", "macro"], score["event", "macro"], worst,
                         score["patent", worst]))
    return pd.DataFrame(rows, columns=["noise", "share", "patents", "events", "worst_route", "its_f1"])


def scale(patents):
    """Seconds and memory of writing a made-up study."""
    with tempfile.TemporaryDirectory() as folder:
        before = sum(os.times()[:2])
        rows = write_tables(folder, patents, clusters=5, firms=10, noise=REALISTIC)
    print(", ".join(f"{name} {count:,}" for name, count in rows.items()))
    print(f"{patents:,} patents: {sum(os.times()[:2]) - before:.1f} s, "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, default in {"draws": 500, "through": 40, "seeds": 3, "patents": 1500, "seed": 1, "scale": 0}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    if options.scale:
        return scale(options.scale)
    pd.set_option("display.width", 160, "display.max_rows", 200, "display.float_format", "{:.3f}".format)
    for name, noise in (("clean", CLEAN), ("realistic", REALISTIC)):
        if options.seeds:
            print(f"\n{name}: {noise}\n{scores(noise, options.patents, options.seeds, options.seed).to_string()}")
    if options.seeds:
        print(f"\n{ladder(options.patents, options.seeds, options.seed).to_string(index=False)}")
    for name, draws, whole in (("planted routes", options.draws, False), ("whole pipeline", options.through, True)):
        if draws:
            print(f"\ncoverage, {name}, {draws} draws\n{coverage(draws, options.seed, whole).to_string(index=False)}")
    return None


if __name__ == "__main__":
    main()
