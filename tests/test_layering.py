"""The house's rules that can be read from its files: imports go down, one reader of the environment,
pure calculations, small files, nothing of one machine. Each test names every place at once."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

from tests.source_files import FLOORS, functions, imports, names_of, python_files, text, text_files, tree

# What each floor may import of ours, itself besides.
MAY_IMPORT: dict[str, set[str]] = {
    "authorities": set(),
    "indicators": {"authorities"},
    "reports": {"authorities", "indicators"},
    "config": {"authorities", "indicators", "reports"},
}
SOURCE = python_files(*FLOORS)
EVERYTHING = [*SOURCE, *python_files("tests"), Path("manage.py")]
WRITTEN = [path for path in EVERYTHING if "migrations" not in path.parts]
CALCULATIONS = python_files("indicators/calculations")

SETTINGS = Path("config/settings.py")
# These tell Django where its settings are, and read nothing.
STARTERS = {Path(name) for name in ("manage.py", "config/wsgi.py", "config/asgi.py", "config/celery.py")}
TELLING = "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings')"
ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}
# Django looks for an app's models there and nowhere else.
MAY_SPEAK = {Path(f"{app}/models/__init__.py") for app in ("authorities", "indicators", "reports")}
NOT_PURE = {"io", "os", "pathlib", "random", "secrets", "socket", "subprocess", "sys", "time", "uuid"}
# The one library among the calculations: arrays of whole numbers (docs/adr/0019).
ARRAYS = {"numpy", "numpy.typing", "numpy.typing.NDArray"}
CLOCK = {"now", "today", "utcnow"}
NO_NAMES = {"common", "helpers", "misc", "utils"}

# Spelt in pieces, so that this file does not hold what it looks for.
FOLDERS = "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers", "tm" + "p"])
REGISTRIES = "|".join(
    ["py" + r"pi\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "find" + "-links"]
)
OF_ONE_MACHINE = re.compile(
    rf"(^|[^\w.~-])/({FOLDERS})/|{REGISTRIES}|(//|@)[\w.-]+\.(internal|local)\b",
)
# Inside a container these are the container's own folders.
OF_A_CONTAINER = {Path("Dockerfile"), Path("docker-compose.yml")}


def test_imports_go_down_only() -> None:
    up = []
    for path in SOURCE:
        above = {*FLOORS, "tests"} - MAY_IMPORT[path.parts[0]] - {path.parts[0]}
        up += [f"{path} imports {name}" for name in sorted(imports(path)) if name.split(".")[0] in above]
    assert not up, "\n".join(up)


def test_only_the_settings_read_the_environment() -> None:
    readers = []
    for path in [*SOURCE, Path("manage.py")]:
        taken = names_of(path, "os") & ENVIRONMENT
        if path in STARTERS:
            code = ast.unparse(tree(path))
            assert code.count("environ") == code.count(TELLING) == 1, path
            taken -= {"environ"}
        by_library = "environ" in {name.split(".")[0] for name in imports(path)}
        if path != SETTINGS and (taken or by_library):
            readers.append(f"{path} reads the environment: give {SETTINGS} a setting instead")
    assert not readers, "\n".join(readers)
    assert "environ" in imports(SETTINGS)


def test_a_calculation_takes_values_in_and_gives_values_out() -> None:
    impure = []
    for path in CALCULATIONS:
        for name in sorted(imports(path)):
            top = name.split(".")[0]
            plain = (top in sys.stdlib_module_names and top not in NOT_PURE) or name in ARRAYS
            if not plain and not name.startswith("indicators.calculations"):
                impure.append(f"{path} imports {name}")
        asked = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)} & CLOCK
        impure += [f"{path} asks the clock by {name}: take the day as an argument" for name in sorted(asked)]
    assert not impure, "\n".join(impure)


def test_a_packages_own_file_is_empty_but_for_djangos_lists_of_models() -> None:
    packages = [path for path in EVERYTHING if path.name == "__init__.py"]
    speaking = {path for path in packages if tree(path).body}
    assert speaking == MAY_SPEAK
    for path in speaking:
        assert {type(node) for node in tree(path).body} <= {ast.ImportFrom, ast.Assign}, path


def test_files_are_short() -> None:
    long = [f"{path} has {lines} lines" for path in WRITTEN if (lines := len(text(path).splitlines())) >= 300]
    assert not long, "Split by noun: " + ", ".join(long)


def test_functions_are_short() -> None:
    source = [path for path in WRITTEN if path.parts[0] != "tests"]
    long = [f"{path}: {name} has {n} lines" for path in source for name, n in functions(path) if n >= 40]
    assert not long, "\n".join(long)


def test_a_file_is_named_for_what_it_holds() -> None:
    assert not [str(path) for path in EVERYTHING if path.stem in NO_NAMES]


def test_annotations_are_not_evaluated() -> None:
    without = [
        str(path)
        for path in WRITTEN
        if path.name != "__init__.py" and tree(path).body and "__future__.annotations" not in imports(path)
    ]
    assert not without, "from __future__ import annotations is missing in: " + ", ".join(without)


def test_nothing_names_one_machine_or_a_registry() -> None:
    found = [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, whole in text_files()
        if path not in OF_A_CONTAINER
        for number, line in enumerate(whole.splitlines(), start=1)
        if OF_ONE_MACHINE.search(line)
    ]
    assert not found, "\n".join(found)


def test_the_searches_have_files_to_search_and_find_what_they_look_for() -> None:
    assert {path.parts[0] for path in SOURCE} == set(FLOORS)
    assert len(CALCULATIONS) > 10
    read = {str(path) for path, _ in text_files()}
    assert {"README.md", "Makefile", str(SETTINGS), "requirements.txt", ".ci/run"} <= read
    for bad in (
        "see /wo" + "rk/main",
        '"/tm' + 'p/x"',
        "https://py" + "pi.org/simple",
        "//proxy.lan.inter" + "nal",
    ):
        assert OF_ONE_MACHINE.search(bad), bad
    for good in ("https://example.org/wo" + "rk/", "var/tm" + "p/x", "a.local()", "../shared/data"):
        assert not OF_ONE_MACHINE.search(good), good
