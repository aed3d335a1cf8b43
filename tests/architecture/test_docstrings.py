"""Whoever calls a service reads in its docstring what it is for, and what it may refuse."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVICES = [
    path
    for room in ("mentoring", "programmes", "matching")
    for path in (ROOT / room).glob("**/services/**/*.py")
]
Function = ast.FunctionDef | ast.AsyncFunctionDef
Scope = ast.Module | ast.ClassDef | Function


def read(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


def public(scope: Scope, where: str) -> Iterator[tuple[str, Function]]:
    """Functions that others may call, methods of public classes among them."""
    for node in scope.body:
        if not isinstance(node, ast.ClassDef | Function) or node.name.startswith("_"):
            continue
        name = f"{where}:{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from public(node, name)
        else:
            yield name, node


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """All that stands in `node`, but for functions inside, and what is tried and caught."""
    for field, value in ast.iter_fields(node):
        if isinstance(node, ast.Try) and node.handlers and field == "body":
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, Function | ast.Lambda):
                yield child
                yield from own_nodes(child)


def raises_error(node: Function) -> bool:
    """Whether an error is raised here by its name; "raise" alone hands on somebody else's."""
    raised = (each.exc for each in own_nodes(node) if isinstance(each, ast.Raise) and each.exc)
    called = (each.func if isinstance(each, ast.Call) else each for each in raised)
    return any(ast.unparse(each).endswith("Error") for each in called)


def called(node: Function) -> set[str]:
    """Functions of the same module, as far as they are called by their bare names."""
    calls = (each.func for each in own_nodes(node) if isinstance(each, ast.Call))
    return {each.id for each in calls if isinstance(each, ast.Name)}


def refusing(module: ast.Module) -> set[str]:
    """Functions of a module that raise an error, or call one that does."""
    functions = {node.name: node for node in module.body if isinstance(node, Function)}
    found = {name for name, node in functions.items() if raises_error(node)}
    while more := {name for name, node in functions.items() if called(node) & found} - found:
        found |= more
    return found


def test_services_say_what_they_are_for():
    asked = [(name, node) for path in SERVICES for name, node in public(read(path), place(path))]
    assert asked
    assert [name for name, node in asked if ast.get_docstring(node) is None] == []


def test_services_say_what_they_raise():
    """Also what a helper of their module raises for them."""
    asked = [
        (name, node)
        for path in SERVICES
        for helpers in [refusing(read(path))]
        for name, node in public(read(path), place(path))
        if raises_error(node) or called(node) & helpers
    ]
    assert asked
    silent = [name for name, node in asked if "Raises:" not in (ast.get_docstring(node) or "")]
    assert silent == []
