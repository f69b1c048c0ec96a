"""A generated city: units, cadres, posts, portfolios and earlier talks of any number, and nobody real."""

from yuetan.testing.city.branches import BRANCHES, POLICE, POLICE_BUREAU, Branch
from yuetan.testing.city.making import AS_OF, FEWEST, FEWEST_MIXED, SEED, make_city, make_mixed_city
from yuetan.testing.city.workbook import write_city_workbook

__all__ = ["AS_OF", "BRANCHES", "FEWEST", "FEWEST_MIXED", "POLICE", "POLICE_BUREAU", "SEED", "Branch", "make_city",
           "make_mixed_city", "write_city_workbook"]
