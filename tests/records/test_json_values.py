from classify.records import hash_json


def test_the_order_of_keys_does_not_matter_and_half_a_character_is_survived():
    assert hash_json({"a": 1, "b": "\ud83d"}) == hash_json({"b": "\ud83d", "a": 1})
    assert hash_json([1, 2]) != hash_json([2, 1])
