"""Where things are: the project's own folders and the files that belong to one warehouse."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parents[1]
SEEDS_DIR = PROJECT_ROOT / "seeds"
APP_FILE = PROJECT_ROOT / "app" / "streamlit_app.py"


class Settings(BaseSettings):
    """Defaults a person may set once in the environment (`JUESUAN_WAREHOUSE`, `JUESUAN_WORKERS` …)."""

    model_config = SettingsConfigDict(env_prefix="JUESUAN_")

    warehouse: Path = Path("warehouse/juesuan.duckdb")
    workers: int | None = Field(default=None, ge=1)
    dbt_threads: int = Field(default=2, ge=1)


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
