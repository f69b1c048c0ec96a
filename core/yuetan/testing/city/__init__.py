"""A generated city: units, cadres, posts, portfolios and earlier talks of any number, and nobody real."""

from yuetan.testing.city.making import AS_OF, FEWEST, SEED, make_city
from yuetan.testing.city.workbook import write_city_workbook

__all__ = ["AS_OF", "FEWEST", "SEED", "make_city", "write_city_workbook"]
