"""The `juesuan` command: it orchestrates ingest, dbt, checks and publishing, and knows no accounting."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("juesuan")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"
