"""The part of GraphQL that a gateway uses of a subgraph. In earnest, take a GraphQL library of your language instead."""

import json
import re

TOKEN = re.compile(r'\s*(?:#[^\n]*\s*)*(\.\.\.|[{}()\[\]:!$@=]|"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?|\w+|,|$)')
BUILT_IN = {"Boolean": bool, "Int": int, "String": str, "ID": (str, int), "_Any": dict}


class Refused(Exception):
    """The request is wrong; the message is for the caller."""


def execute(query, variables, resolvers):
    """Answers a query from `resolvers`: by type and field, a function of object and arguments, or None."""
    parser = Parser(query, variables)
    kind, operation, fragments = parser.document()
    return Execution(resolvers, fragments).select(kind, {}, operation)


class Parser:
    """Reads a document into selections: (alias, name, arguments, selections), or (None, type, None, selections)."""

    def __init__(self, text, variables):
        self.tokens, at = [], 0
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                raise Refused(f"Syntax error at character {at}.")
            if found[1] not in ("", ","):
                self.tokens.append(found[1])
            at = found.end()
        self.tokens.append("")
        self.at, self.given, self.variables = 0, variables, {}

    def next(self, *expected):
        token = self.tokens[self.at]
        if expected and token not in expected or token == "":
            raise Refused(f"Syntax error: found {token or 'the end'}.")
        self.at += 1
        return token

    def skip(self, token):
        if self.tokens[self.at] != token:
            return False
        self.at += 1
        return True

    def document(self):
        kind, operation, fragments = "Query", None, {}
        while self.tokens[self.at] != "":
            if self.skip("fragment"):
                name = self.next()
                self.next("on")
                fragments[name] = (self.next(), self.selections())
                continue
            if self.tokens[self.at] != "{":
                kind = self.next("query", "mutation").capitalize()
                if self.tokens[self.at] not in "({@":
                    self.next()
                if self.skip("("):
                    while not self.skip(")"):
                        self.variable()
            self.included()
            operation = self.selections()
        if operation is None:
            raise Refused("The document holds no operation.")
        return kind, operation, fragments

    def variable(self):
        self.next("$")
        name = self.next()
        self.next(":")
        check = self.type()
        default = self.value() if self.skip("=") else None
        value = self.given.get(name, default)
        if not check(value):
            raise Refused(f"The variable ${name} has a value of another type.")
        self.variables[name] = value

    def type(self):
        if self.skip("["):
            item = self.type()
            self.next("]")
            check = lambda value: isinstance(value, list) and all(item(one) for one in value)
        else:
            kind = BUILT_IN.get(self.next(), object)
            check = lambda value: isinstance(value, kind)
        return check if self.skip("!") else lambda value: value is None or check(value)

    def selections(self):
        self.next("{")
        found = []
        while not self.skip("}"):
            selection = self.fragment() if self.skip("...") else self.field()
            if self.included():
                found.append(selection + ((self.selections() if self.tokens[self.at] == "{" else []),))
            elif self.tokens[self.at] == "{":
                self.selections()
        return found

    def fragment(self):
        if self.skip("on"):
            return (None, self.next(), None)
        if self.tokens[self.at] in "{@":
            return (None, None, None)
        return (None, None, self.next())

    def field(self):
        alias = name = self.next()
        if self.skip(":"):
            name = self.next()
        return (alias, name, self.arguments())

    def arguments(self):
        found = {}
        if self.skip("("):
            while not self.skip(")"):
                name = self.next()
                self.next(":")
                found[name] = self.value()
        return found

    def included(self):
        """Reads directives; whether @skip and @include let the selection be."""
        included = True
        while self.skip("@"):
            directive = self.next()
            condition = self.arguments().get("if")
            if directive in ("skip", "include") and condition is (directive == "skip"):
                included = False
        return included

    def value(self):
        token = self.next()
        if token == "$":
            name = self.next()
            if name not in self.variables:
                raise Refused(f"The variable ${name} is not defined.")
            return self.variables[name]
        if token == "[":
            items = []
            while not self.skip("]"):
                items.append(self.value())
            return items
        if token == "{":
            fields = {}
            while not self.skip("}"):
                name = self.next()
                self.next(":")
                fields[name] = self.value()
            return fields
        return json.loads(token) if re.match(r'["\d-]|(true|false|null)$', token) else token


class Execution:
    def __init__(self, resolvers, fragments):
        self.resolvers, self.fragments = resolvers, fragments

    def select(self, kind, source, selections, into=None):
        into = {} if into is None else into
        for alias, name, arguments, below in selections:
            if alias is None:
                condition, below = self.fragments[arguments] if arguments else (name, below)
                if condition in (None, kind):
                    self.select(kind, source, below, into)
            elif name == "__typename":
                into[alias] = kind
            elif name not in self.resolvers[kind]:
                raise Refused(f'There is no field "{name}" on the type "{kind}".')
            else:
                resolver = self.resolvers[kind][name]
                value = resolver(source, arguments) if resolver else source.get(name)
                into[alias] = self.complete(value, below, into.get(alias))
        return into

    def complete(self, value, selections, before):
        """A list entry by entry; of an object what is selected, added to what was before under the same name."""
        if isinstance(value, list):
            return [
                self.complete(one, selections, before[index] if before else None) for index, one in enumerate(value)
            ]
        if not isinstance(value, dict):
            return value
        return self.select(value["__typename"], value, selections, before)
