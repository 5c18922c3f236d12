"""Captions to tokens by hashing words, for the contrastive stage.

open_clip's own tokenizer brings a vocabulary of 49 408 pieces: 6 M parameters at our text width, for
captions that use a few thousand words. A hashed vocabulary needs no file, never meets an unknown word
and starts in no time. The text tower is not shipped, so nothing depends on it after training.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import torch

WORD = re.compile(r"\w+|[^\w\s]")


class WordTokenizer:
    """Called with texts, gives tokens [n, context_length] (int64): start, words, end, zeros.

    The end token has the highest id, because open_clip's text tower pools where the id is largest.
    """

    def __init__(self, vocab_size: int, context_length: int) -> None:
        self.vocab_size = vocab_size
        self.context_length = context_length

    def word(self, word: str) -> int:
        """The id of one word, from 1 to vocab_size - 3."""
        return 1 + zlib.crc32(word.lower().encode()) % (self.vocab_size - 3)

    def __call__(self, texts: Sequence[str]) -> torch.Tensor:
        tokens = torch.zeros(len(texts), self.context_length, dtype=torch.long)
        start, end = self.vocab_size - 2, self.vocab_size - 1
        for row, text in enumerate(texts):
            words = [self.word(word) for word in WORD.findall(text)][: self.context_length - 2]
            tokens[row, : len(words) + 2] = torch.tensor([start, *words, end])
        return tokens
