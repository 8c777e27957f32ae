"""The matrix as a formatted workbook, and a hundred thousand plain rows: ours beside XlsxWriter."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.portal import portal
from bench.timing import Target, best_of, print_table, say

RUNS = 3


def main() -> int:
    with portal(embedded=True):
        return measure()


def measure() -> int:
    from bench import workbook_sides

    formatted = workbook_sides.Formatted()
    ours, theirs = best_of(RUNS, formatted.ours), best_of(RUNS, formatted.xlsxwriter)
    equal = formatted.same()
    print_table(
        f"{workbook_sides.AUTHORITIES} authorities by {workbook_sides.MEASURES} indicators as a workbook of "
        f"six sheets, {formatted.cells:,} cells, the fastest of {RUNS} runs",
        {"ours, from the matrix": ours, "XlsxWriter, the cells ready": theirs},
        [Target("ours / XlsxWriter", ours / theirs, 1, at_least=False)],
    )
    plain = workbook_sides.Plain()
    ours, raw = best_of(RUNS, plain.ours), best_of(RUNS, plain.raw)
    kept = best_of(1, lambda: plain.xlsxwriter(streamed=False))
    streamed = best_of(1, lambda: plain.xlsxwriter(streamed=True))
    equal &= plain.same()
    print_table(
        f"{workbook_sides.ROWS:,} plain rows of {len(workbook_sides.HEADINGS)} columns",
        {
            "ours": ours,
            "strings joined and zipped": raw,
            "XlsxWriter": kept,
            "XlsxWriter, constant memory": streamed,
        },
        [
            Target("XlsxWriter / ours", kept / ours, 8),
            Target("XlsxWriter, constant memory / ours", streamed / ours, 8),
        ],
    )
    say(f"  Ours takes {ours / raw:.2f} times as long as strings joined and zipped.")
    say("", "What was read back is the same." if equal else "What was read back differs: see above.")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
