"""A page of results in Markdown, and its table as CSV."""
import csv, datetime, os, re, subprocess, textwrap
from pathlib import Path

from . import service


def machine():
    """The date, the hardware and the JVM, without a name or a path of the machine."""
    cpu = Path("/proc/cpuinfo").read_text()
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]) / 1024**2
    model, family = (re.search(rf"{field}\s*: (.*)", cpu) for field in ("model name", "cpu family"))
    version = subprocess.run([service.jdk() / "bin/java", "-version"], capture_output=True, text=True).stderr.splitlines()[-1]
    return (
        f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d} · {model[1] if model else 'unknown'} "
        f"(family {family[1] if family else 'unknown'}), {os.cpu_count()} cores, {memory:.0f} GB · {version}"
    )


def table(head, rows):
    columns = zip(*rows) if rows else head
    marks = ["--:" if all(re.fullmatch(r"[-–]?[0-9].*|–", cell) for cell in cells) else "---" for cells in columns]
    lines = ["| " + " | ".join(cells) + " |" for cells in [head, *rows]]
    return "\n".join([lines[0], "|" + "|".join(marks) + "|", *lines[1:]])


def write(folder, name, title, before, head, rows, after):
    """`before` and `after` are paragraphs around the table. A list is one of them, with its lines."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [f"# {title}", wrapped(machine()), *map(wrapped, before), table(head, rows), *map(wrapped, after)]
    text = "\n\n".join(parts) + "\n"
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    print(text)


def wrapped(prose):
    if prose.startswith("- "):
        return prose
    return textwrap.fill(" ".join(prose.split()), 120, break_long_words=False, break_on_hyphens=False)
