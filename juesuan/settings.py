"""Where things are: the project's own folders and the files that belong to one warehouse."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import ByteSize, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parents[1]
SEEDS_DIR = PROJECT_ROOT / "seeds"
APP_FILE = PROJECT_ROOT / "app" / "streamlit_app.py"


MEMORY_CEILING = 2_500_000_000
"""Bytes that DuckDB takes by default at the most; with Python around it a refresh then stays within 4 GB."""
MEMORY_SHARE = 0.5
_CONTROL_GROUP = Path("/sys/fs/cgroup/memory.max")
"""Where Linux says what a container may take."""


def default_memory_limit() -> ByteSize:
    """Half of the memory of the machine or container, and no more than the ceiling; in bytes."""
    available = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if _CONTROL_GROUP.is_file() and (allowed := _CONTROL_GROUP.read_text(encoding="ascii").strip()).isdigit():
        available = min(available, int(allowed))
    return ByteSize(min(MEMORY_CEILING, int(available * MEMORY_SHARE)))


class Settings(BaseSettings):
    """Defaults a person may set once in the environment (`JUESUAN_WAREHOUSE`, `JUESUAN_WORKERS` …)."""

    model_config = SettingsConfigDict(env_prefix="JUESUAN_")

    warehouse: Path = Path("warehouse/juesuan.duckdb")
    workers: int | None = Field(default=None, ge=1)
    dbt_threads: int = Field(default=2, ge=1)
    memory_limit: ByteSize = Field(default_factory=default_memory_limit, gt=0)
    rows_at_a_time: int = Field(default=2_000_000, ge=1)


@dataclass(frozen=True, slots=True)
class WarehousePaths:
    """The files of one warehouse: the published file is what readers open, all others stand beside it."""

    published: Path

    @classmethod
    def of(cls, published: Path) -> WarehousePaths:
        return cls(published.expanduser().absolute())

    @property
    def folder(self) -> Path:
        return self.published.parent

    @property
    def name(self) -> str:
        return self.published.stem

    @property
    def build(self) -> Path:
        return self.folder / f"{self.name}.build.duckdb"

    @property
    def lock(self) -> Path:
        return self.folder / f"{self.name}.lock"

    @property
    def state(self) -> Path:
        """dbt's target and log folders."""
        return self.folder / f".{self.name}"

    def staged(self, run_id: str) -> Path:
        """The file that a run publishes from, in the same folder so that the replacement is atomic."""
        return self.folder / f".{self.name}.{run_id}.publishing.duckdb"

    def leftovers(self) -> list[Path]:
        """Files that a killed publish left behind."""
        return sorted(self.folder.glob(f".{self.name}.*.publishing.duckdb*"))
