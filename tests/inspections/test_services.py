def test_all(concluded):
    assert concluded.state == "CONCLUDED"
