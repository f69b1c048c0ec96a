"""The conformance kit: two lines in a test file hold a plugin to everything that plugins are held to.

    from yuetan.testing.kit import conformance
    TestHouse = conformance("house", Path(__file__).parent)

It needs pytest (``pip install "yuetan[testing]"``).
"""

from yuetan.testing.kit.conformance import conformance

__all__ = ["conformance"]
