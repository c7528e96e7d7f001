#!/usr/bin/env python3
"""Compares our parser with an independent model of the grammar: do both accept, or both reject?

  oracle.py --model FOLDER --parse-dump PROGRAM [--count 5000] [--seed 1] [FILE…]

The model is a folder with `mparse.py` (function parse_src; raises ParseError or LexError). Programs are made three ways: the files given, by a
generator that follows the grammar, and by mutating both (delete, swap, repeat or replace one token, move one line). A difference is printed
with the program; the exit status is the number of differences.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile

from generate import Generator

# Rules of ours that the model does not have: an error with only these codes counts as accepted.
STRICTER = {
    "argumentWithoutType", "requiredAfterDefault", "keywordVariadicWithoutVar", "secondOut", "outAndResult", "variadicOut", "secondConvention",
    "deinitInFunctionType", "unnamedAfterNamed", "namedAfterUnnamed", "refWithoutOrigin", "messageNotString", "unknownAbi", "raisingC",
    "repeatedCapture", "secondDefaultCapture", "discardRead", "memberUnpacking", "misplacedDecorator", "annotationWithoutVar", "badTarget",
    "expectedMember", # the model takes a name from the next line after a `.`
    "importInFlow", "fieldInTrait", "starOutsideCall", "binderInValue", "defaultOnVariadic", "formatInHole", "removedSpelling", "removedWord",
}
# Leniency of ours that the model does not have: with one of these codes we may accept what it rejects.
WARNINGS = {"refInCall"}
# What the model rejects and the specification allows: `[a, b] = xs`, `{k=v, a}`.
ALLOWED = re.compile("target list |bad target list|positional argument after keyword")
LOOSER = {"oldSpelling", "removedSpelling", "removedWord", "annotatedAssignment", "whereInList"}

TOKEN = re.compile(r'''[rRtT]{0,2}(?:"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|`[^`\n]*`|\#[^\n]*
|[A-Za-z_][A-Za-z0-9_$]*|[0-9][0-9A-Za-z_.]*|\*\*=|//=|<<=|>>=|\.\.\.|->|:=|==|!=|<=|>=|\*\*|//|<<|>>|[-+*/%@&|^]=|[^\sA-Za-z0-9_]''', re.X)


def mutate(rng, text):
    """One small change."""
    tokens = [m for m in TOKEN.finditer(text) if not m.group().startswith("#")]
    if len(tokens) < 3:
        return text
    i = rng.randrange(len(tokens) - 1)
    a, b = tokens[i], tokens[i + 1]
    kind = rng.randrange(10)
    if kind < 4:
        return text[: a.start()] + text[a.end():]
    if kind < 6:
        return text[: a.start()] + b.group() + text[a.end(): b.start()] + a.group() + text[b.end():]
    if kind < 7:
        return text[: a.end()] + " " + a.group() + text[a.end():]
    if kind < 9:
        return text[: a.start()] + rng.choice(tokens).group() + text[a.end():]
    lines = text.split("\n")
    j = rng.randrange(len(lines))
    lines[j] = rng.choice([" " + lines[j], "    " + lines[j], lines[j][1:], lines[j][4:]])
    return "\n".join(lines)


def cut(rng, text):
    """A few declarations of a long file."""
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines) if line and not line[0].isspace() and line[0] not in ")]}#\"'"] + [len(lines)]
    if len(starts) < 6:
        return text
    i = rng.randrange(len(starts) - 4)
    return "\n".join(lines[starts[i]: starts[i + rng.randrange(1, 4)]]) + "\n"


def programs(rng, corpus, count):
    generator = Generator(rng)
    for path in corpus:
        yield path, open(path, encoding="utf-8").read()
    for i in range(count):
        if i % 3 == 0 or not corpus:
            text = generator.module()
            yield f"generated {i}", text
        else:
            path = rng.choice(corpus)
            text = cut(rng, open(path, encoding="utf-8").read())
            path = f"mutated {path} {i}"
        if i % 3 == 0:
            path = f"mutated generated {i}"
        yield path, mutate(rng, text)


def ours(program, texts):
    """For each text (accepted, codes)."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for i, text in enumerate(texts):
            names.append(os.path.join(folder, f"{i}.mojo"))
            with open(names[-1], "w", encoding="utf-8", newline="") as file:
                file.write(text)
        answer = subprocess.run([program, "--check", *names], capture_output=True, text=True, check=True).stdout
    result = []
    for line in answer.splitlines():
        words = line.split(": ", 1)[1].split()
        result.append((words[0] == "ok", {word.split("@")[0] for word in words[1:]}))
    assert len(result) == len(texts), "one line for each program"
    return result


def model_verdict(model, text):
    try:
        model.parse_src(text)
        return None
    except (model.ParseError, model.LexError) as error:
        return str(error)
    except (IndexError, RecursionError) as error:
        return f"model failed: {error!r}"


def differs(accepted, codes, verdict):
    if accepted == (verdict is None):
        return False
    if verdict is None:
        return not codes <= STRICTER | LOOSER | WARNINGS
    return not codes & LOOSER and not ALLOWED.search(verdict)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--parse-dump", required=True)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    os.environ["V12"] = os.environ["OLD"] = "1"
    sys.path.insert(0, options.model)
    import mparse as model

    rng = random.Random(options.seed)
    here = os.path.dirname(os.path.abspath(__file__))
    corpus = [os.path.join(here, name) for name in sorted(os.listdir(here)) if name.endswith(".mojo") and name != "beyond-model.mojo"] + sorted(options.files)
    items = list(programs(rng, corpus, options.count))
    differences = accepted_count = 0
    for first in range(0, len(items), 500):
        batch = items[first: first + 500]
        for (name, text), (accepted, codes) in zip(batch, ours(options.parse_dump, [text for _, text in batch])):
            accepted_count += accepted
            verdict = model_verdict(model, text)
            if differs(accepted, codes, verdict):
                differences += 1
                print(f"---- {name}: we {'accept' if accepted else 'reject ' + ' '.join(sorted(codes))}, the model says {verdict or 'ok'}")
                print(text if len(text) < 4000 else text[:4000] + "…")
    print(f"{len(items)} programs, {accepted_count} accepted, {differences} differences")
    sys.exit(min(differences, 100))


if __name__ == "__main__":
    main()
