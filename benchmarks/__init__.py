"""Speed and scale, as ratios within one run; never asserted by a unit test."""
