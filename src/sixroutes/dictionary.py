"""The data dictionary, printed from the contracts: python -m sixroutes.dictionary > docs/data-dictionary.md"""

from .schemas import CONTRACTS

HEAD = """# Data dictionary

Printed from `src/sixroutes/schemas.py` by `python -m sixroutes.dictionary > docs/data-dictionary.md`; a test holds the
two together. Curated tables lie in `data/raw/facts/` (CSV), the others in `data/processed/{study}/{stage}/` (Parquet).
The key is unique and is the order of the rows on disk.
"""


def data_dictionary():
    """All contracts as one Markdown text."""
    stages = {}
    for contract in CONTRACTS.values():
        stages.setdefault(contract.stage, []).append(contract)
    parts = [HEAD]
    for stage, contracts in stages.items():
        parts.append(f"\n## {stage}\n")
        parts += [_table(contract) for contract in contracts]
    return "\n".join(parts)


def _table(contract):
    name = contract.name.removeprefix("facts_")
    lines = [f"### {name}\n", f"{contract.purpose} Key: {', '.join(f'`{key}`' for key in contract.key)}.\n",
             "| column | kind | meaning |", "|---|---|---|"]
    lines += [f"| `{column}` | {_kind(spec)} | {_meaning(spec)} |" for column, spec in contract.columns.items()]
    return "\n".join(lines) + "\n"


def _kind(spec):
    kind = spec.kind.replace("_", " ") + (", may be empty" if spec.nullable else "")
    return kind + (f", {spec.unit}" if spec.unit else "")


def _meaning(spec):
    text = spec.meaning.replace("|", "\\|")
    if spec.choices:
        text += " One of " + ", ".join(f"`{choice}`" for choice in spec.choices) + "."
    if spec.low is not None:
        text += f" At least {spec.low:g}."
    if spec.high is not None:
        text += f" At most {spec.high:g}."
    return text


if __name__ == "__main__":
    print(data_dictionary(), end="")
