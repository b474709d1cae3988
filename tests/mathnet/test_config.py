"""Configuration: read back as it was saved, and wrong values named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mathnet.config import DecoderConfig, EncoderConfig, ModelConfig, from_dict, tiny, to_dict
from mathnet.model import Model


@pytest.mark.parametrize("config", [ModelConfig(), tiny()], ids=["shipping", "tiny"])
def test_a_configuration_comes_back_from_json_as_it_was(config: ModelConfig) -> None:
    assert from_dict(ModelConfig, json.loads(json.dumps(to_dict(config)))) == config


def test_what_is_not_said_is_the_default() -> None:
    config = from_dict(ModelConfig, {"decoder": {"layers": 1}})
    assert config == ModelConfig(decoder=DecoderConfig(layers=1))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"depth": 3}, "unknown key 'depth'; known here: decoder, encoder, focus"),
        ({"encoder": {"stages": 3}}, r"unknown key 'encoder\.stages'"),
        ({"width": "wide"}, "width is 'wide', not int"),
        ({"width": True}, "width is True, not int"),
        ({"width": 64.0}, r"width is 64\.0, not int"),
        ({"encoder": {"channels": 3}}, r"encoder\.channels is 3, not tuple"),
        ({"encoder": [1]}, r"encoder is \[1\], not a table"),
    ],
)
def test_unknown_keys_and_wrong_types_are_named(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_dict(ModelConfig, values)


def test_a_whole_number_will_do_for_a_real_one() -> None:
    assert from_dict(DecoderConfig, {"dropout": 0}).dropout == 0


def test_a_width_that_the_heads_cannot_share_is_refused() -> None:
    with pytest.raises(ValueError, match="multiple of 4 and of the 8 heads"):
        ModelConfig(width=100)


@pytest.mark.parametrize("wrong", [{"channels": (8, 16)}, {"blocks": (1, 1)}, {"blocks": (1, 0, 1)}])
def test_an_encoder_has_three_stages_of_at_least_one_block(wrong: dict[str, tuple[int, ...]]) -> None:
    with pytest.raises(ValueError, match="three stages"):
        EncoderConfig(**wrong)


@pytest.mark.parametrize("wrong", [{"layers": 0}, {"heads": 0}, {"dropout": 1.0}, {"most_tokens": 0}])
def test_a_decoder_of_nothing_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="cannot be built"):
        DecoderConfig(**wrong)


def test_the_shipping_size_is_at_most_ten_million_weights_and_the_tiny_one_is_tiny() -> None:
    assert Model(ModelConfig(), 120).parameter_count() <= 10_000_000
    assert Model(tiny(), 120).parameter_count() < 100_000
