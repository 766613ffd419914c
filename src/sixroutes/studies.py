"""What a study is: its YAML file, checked against the schema and filled up with the defaults."""

import difflib
from itertools import pairwise
from pathlib import Path

import yaml

from .errors import InputError

STUDIES = Path("config/studies")
SCHEMA = Path(__file__).parents[2] / "config" / "study.schema.yaml"
CONFIG_SCHEMA = SCHEMA.with_name("config.schema.yaml")


def load_study(name, folder=STUDIES):
    """The study `name` as a dict with every default filled in.

    Raises
    ------
    InputError : the name is not a plain word, the file is missing or not YAML, or a key is unknown, missing or of the
        wrong kind; names the nearest known key.
    """
    path = Path(folder) / f"{name}.yaml"
    if not str(name).isidentifier():
        raise InputError(f"{name!r} cannot be the name of a study",
                         expected="small letters, digits and underscores, for example qingdao_2009",
                         remedy="rename the study; the name becomes the name of its folders")
    if not path.is_file():
        known = sorted(file.stem for file in Path(folder).glob("*.yaml"))
        near = difflib.get_close_matches(name, known, n=1)
        raise InputError("there is no such study", file=path,
                         remedy=f"did you mean {near[0]!r}?" if near else f"known studies: {', '.join(known)}")
    study = check_config(read_yaml(path), SCHEMA, path)
    if study["study"] != name:
        raise InputError(f"the study calls itself {study['study']!r}", file=path, column="study",
                         remedy=f"write study: {name}, or rename the file")
    _check_periods(study["periods"], path)
    return study


def load_config(path=Path("config/config.yaml")):
    """The list of studies and languages, checked."""
    return check_config(read_yaml(path), CONFIG_SCHEMA, path)


def read_yaml(path):
    """A YAML file as a dict; dates stay text."""
    try:
        return yaml.load(Path(path).read_text(encoding="utf-8"), Loader=_TextDates) or {}
    except yaml.YAMLError as error:
        row = error.problem_mark.line + 1 if getattr(error, "problem_mark", None) else None
        raise InputError("not valid YAML", file=path, row=row,
                         remedy="check the indentation and the quotes of that line") from error


class _TextDates(yaml.SafeLoader):
    """YAML without the guess that 2009-12-31 is a date, so that a value reads as it is written."""


_TextDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def check_config(values, schema_path, path):
    """`values` checked against a schema, with the schema's defaults filled in."""
    import jsonschema

    schema = read_yaml(schema_path)
    errors = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(values)
    for error in sorted(errors, key=lambda error: list(map(str, error.path))):
        raise _plain(error, path)
    return _with_defaults(values, schema)


def _plain(error, path):
    """A schema error in words, with the nearest known key."""
    place = ".".join(str(part) for part in error.absolute_path) or None
    known = list(error.schema.get("properties", {})) if isinstance(error.schema, dict) else []
    if error.validator == "additionalProperties":
        wrong = sorted(set(error.instance) - set(known))[0]
        near = difflib.get_close_matches(wrong, known, n=1)
        return InputError(f"unknown key {wrong!r}", file=path, column=place, expected="one of " + ", ".join(known),
                          remedy=f"did you mean {near[0]!r}?" if near else "remove it")
    if error.validator == "required":
        missing = next(key for key in error.validator_value if key not in error.instance)
        return InputError(f"the key {missing!r} is missing", file=path, column=place,
                          remedy=f"add {missing}: {error.schema['properties'][missing].get('description', '')}")
    if error.validator == "oneOf":
        keys = [one["required"][0] for one in error.validator_value]
        given = [key for key in keys if key in error.instance]
        problem = f"both {' and '.join(given)} are named" if given else f"neither {' nor '.join(keys)} is named"
        return InputError(problem, file=path, column=place, expected="one of " + ", ".join(keys),
                          remedy="remove one of them" if given else f"add {keys[0]}: or {keys[1]}:")
    return InputError(error.message, file=path, column=place, remedy=error.schema.get("description"))


def _with_defaults(values, schema):
    properties = schema.get("properties", {})
    filled = dict(values)
    for key, part in properties.items():
        if key not in filled and "default" in part:
            filled[key] = part["default"]
        if isinstance(filled.get(key), dict):
            filled[key] = _with_defaults(filled[key], part)
    return filled


def _check_periods(periods, path):
    for before, after in pairwise(periods):
        if after["first"] <= before["last"]:
            raise InputError(f"the periods {before['name']!r} and {after['name']!r} overlap", file=path,
                             column="periods", remedy=f"let {after['name']!r} start in {before['last'] + 1}")
    for period in periods:
        if period["last"] < period["first"]:
            raise InputError(f"the period {period['name']!r} ends before it starts", file=path, column="periods",
                             remedy="exchange first and last")


def write_new_study(name, folder=STUDIES):
    """A study's YAML with every key explained by the schema, to be filled in.

    Raises
    ------
    InputError : the name is not a plain word, or the study is there already.
    """
    path = Path(folder) / f"{name}.yaml"
    if not str(name).isidentifier() or not name.islower():
        raise InputError(f"{name!r} cannot be the name of a study", expected="small letters, digits and underscores",
                         remedy="for example: sixroutes new my_study")
    if path.exists():
        raise InputError("the study is there already", file=path, remedy="choose another name, or remove the file")
    schema = read_yaml(SCHEMA)
    example = {"study": name, "title": {"en": "Title in English", "zh": "中文标题"}, "as_of": "2025-12-31",
               "clusters": ["qingdao_appliances"], "facts": "data/raw/facts",
               "events": [{"base": "independent", "table": "events"}],
               "periods": [{"name": "1978–2009", "first": 1978, "last": 2009},
                           {"name": "2010–2025", "first": 2010, "last": 2025}]}
    lines = [f"# Study {name}. Check it with: sixroutes check {path}"]
    for key, part in schema["properties"].items():
        value = example.get(key, part.get("default"))
        lines += ["", f"# {part.get('description', '')}"]
        if key in ("choices", "multiverse"):
            lines += [f"{key}:", *_explained(part, "  ")]
        else:
            lines += [yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False).rstrip()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _explained(schema, indent):
    """The keys of a part of the schema with their defaults, each under its description."""
    lines = []
    for key, part in schema["properties"].items():
        lines.append(f"{indent}# {part['description']}")
        if part["type"] == "object":
            lines += [f"{indent}{key}:", *_explained(part, indent + "  ")]
        else:
            value = yaml.safe_dump(part["default"], default_flow_style=True).replace("\n...", "").strip()
            lines.append(f"{indent}{key}: {value}")
    return lines
