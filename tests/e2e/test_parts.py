"""The parts of pod-range for teams whose rights are split, and a copy that a team has made its own."""
