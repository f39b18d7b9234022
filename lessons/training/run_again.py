"""Run the races again that `lessons.training.finished_runs` keeps: two minutes, and only when what they are made of changes."""

from lessons.data.datasets import DATASETS
from lessons.training.attention_settings import AttentionSettings
from lessons.training.depth_race import fit_race
from lessons.training.finished_runs import keep_amounts, keep_depth_race
from lessons.training.race_settings import RaceSettings
from lessons.training.transformer_race import fit_amounts

if __name__ == "__main__":
    keep_depth_race(fit_race(RaceSettings(), DATASETS["drawings"]))
    keep_amounts(fit_amounts(AttentionSettings(), DATASETS["drawings"]))
