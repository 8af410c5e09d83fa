"""What a step cost, and how the costs of two sizes compare."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of processor, and the most resident memory of the process tree in bytes."""

    seconds: float
    processor_seconds: float
    peak_bytes: int

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.seconds + other.seconds,
            self.processor_seconds + other.processor_seconds,
            max(self.peak_bytes, other.peak_bytes),
        )


def timed(action: Callable[[], object], repeat: int = 3) -> Cost:
    """The best of some repeats, in this process; each seconds column has the best of its own."""
    seconds, processor_seconds = math.inf, math.inf
    for _ in range(repeat):
        began, before = time.monotonic(), time.process_time()
        action()
        seconds = min(seconds, time.monotonic() - began)
        processor_seconds = min(processor_seconds, time.process_time() - before)
    return Cost(seconds, processor_seconds, 0)


def table(costs: dict[int, dict[str, Cost]]) -> str:
    """The results as a Markdown table, each size beside the ratios to the size before."""
    sizes = sorted(costs)
    lines = [
        "| step | documents | s | processor s | peak MB | exponent | per document |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for step in costs[sizes[0]]:
        for number, size in enumerate(sizes):
            cost = costs[size][step]
            ratios = "| |"
            if number:
                before = costs[sizes[number - 1]][step]
                growth = max(cost.processor_seconds, 1e-6) / max(before.processor_seconds, 1e-6)
                more = size / sizes[number - 1]
                ratios = f"| {math.log(growth) / math.log(more):.2f} | × {growth / more:.2f} |"
            lines.append(
                f"| {step} | {size} | {cost.seconds:.3f} | {cost.processor_seconds:.3f} "
                f"| {cost.peak_bytes / 1e6:.0f} {ratios}"
            )
    return "\n".join(lines)


def verdicts(costs: dict[str, Cost]) -> str:
    """The ratios and the slowest query of one size, a line each."""
    ways = {name: costs[f"identities: {name}"] for name in ("models", "bare query", "pandas")}
    slowest = max((name for name in costs if name.startswith("query: ")), key=lambda name: costs[name].seconds)
    return "\n".join(
        [
            f"identities, models / bare query: {ways['models'].seconds / ways['bare query'].seconds:.2f} on the clock, "
            f"{ways['models'].processor_seconds / ways['bare query'].processor_seconds:.2f} of processor",
            f"identities, pandas / models: {ways['pandas'].seconds / ways['models'].seconds:.2f} on the clock, "
            f"{ways['pandas'].processor_seconds / ways['models'].processor_seconds:.2f} of processor",
            f"slowest {slowest}: {costs[slowest].seconds * 1000:.0f} ms",
        ]
    )
