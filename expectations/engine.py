"""Hands the measurements to Great Expectations and reads back what it says of each.

Each suite is one data frame of one row with a column for each expectation, and `expect_column_max_to_be_between`
on each column. Eighty expectations of that shape take 0.12 s, as row conditions on one column 1.6 s; a column that
is absent raises, where a condition that matches no row would pass; and the maximum of a column without a value is
no value, which fails, where its sum would be 0 and pass.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Any

from expectations.model import Judgement, Measurement

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuite
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult
    from great_expectations.datasource.fluent.pandas_datasource import DataFrameAsset


def judge(measurements: Sequence[Measurement]) -> dict[str, Judgement]:
    """Validate every measurement, suite by suite; keyed by expectation.

    Nothing is written or sent: the context lives in memory and the library's analytics are off.
    """
    asset = _pandas_asset()
    judgements: dict[str, Judgement] = {}
    for suite, members in groupby(sorted(measurements, key=_suite_of), key=_suite_of):
        judgements.update(_judge_suite(asset, suite, list(members)))
    return judgements


def make_ready() -> None:
    """Import the library now, so that the first judgement does not pay for it."""
    _pandas_asset()


def _suite_of(measurement: Measurement) -> str:
    return measurement.suite


def _pandas_asset() -> DataFrameAsset:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # Its informational lines speak of the library's insides and would stand between a command's own.
    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    with _no_garbage_collection():
        import great_expectations as gx
        from great_expectations.data_context.types import base

    # No site for reports: the library would make a temporary folder for one and log that it did.
    stores = base.InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    context = gx.get_context(mode="ephemeral", project_config=base.DataContextConfig(store_backend_defaults=stores))
    context.variables.progress_bars = base.ProgressBarsConfig(globally=False)
    return context.data_sources.add_pandas("measurements").add_dataframe_asset("suites")


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Importing the library makes a million objects that all stay; not looking for garbage saves a fifth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _judge_suite(asset: DataFrameAsset, suite: str, members: Sequence[Measurement]) -> dict[str, Judgement]:
    import pandas as pd

    frame = pd.DataFrame({member.expectation_id: [member.observed] for member in members})
    definition = asset.add_batch_definition_whole_dataframe(suite)
    batch = definition.get_batch(batch_parameters={"dataframe": frame})
    results = batch.validate(_expectation_suite(suite, members)).results
    return dict(_judgement(result) for result in results)


def _expectation_suite(suite: str, members: Sequence[Measurement]) -> ExpectationSuite:
    from great_expectations.core import ExpectationSuite
    from great_expectations.expectations.core.expect_column_max_to_be_between import ExpectColumnMaxToBeBetween
    from great_expectations.expectations.metadata_types import FailureSeverity

    return ExpectationSuite(
        name=suite,
        expectations=[
            ExpectColumnMaxToBeBetween(
                column=member.expectation_id,
                min_value=0,
                max_value=member.maximum,
                severity=FailureSeverity.CRITICAL if member.severity == "gate" else FailureSeverity.WARNING,
                meta={"subject": member.subject},
            )
            for member in members
        ],
    )


def _judgement(result: ExpectationValidationResult) -> tuple[str, Judgement]:
    config = result.expectation_config
    if config is None:
        raise RuntimeError("Great Expectations returned a result that names no expectation")
    error = engine_error(result.exception_info)
    if not error and (result.result or {}).get("observed_value") is None:
        error = "there was no value to judge"
    return config.kwargs["column"], Judgement(config.type, result.success is True, error)


def engine_error(exception_info: Mapping[str, Any] | None) -> str:
    """The engine's own message, empty where it did not raise.

    `exception_info` is either one record or, where a metric failed, a record for each metric.
    """
    if not exception_info:
        return ""
    records = [exception_info, *(value for value in exception_info.values() if isinstance(value, Mapping))]
    raised = (record for record in records if record.get("raised_exception"))
    return "; ".join(str(record.get("exception_message") or "unknown engine error") for record in raised)
