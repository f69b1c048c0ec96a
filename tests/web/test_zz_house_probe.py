import sys
sys.path.insert(0, "/work/main/tests/web")
from test_page_guarding import posts, refusal
from page_office import CLERK, RECORDER, DEPUTY
def test_probe(house):
    for a in posts(house):
        s = {refusal(house.visitor(w), a) for w in (CLERK, RECORDER, DEPUTY)}
        if s - {(404, False)} != {(400, True)}: print("ODD", a, s)
