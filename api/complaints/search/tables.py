"""The words of complaints, kept ready for searching by the database's triggers.

They are made of rows that the change log follows, and of a list of Danish words: nobody else
writes them.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, String, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field

from api.table import Table

NOW = text("valid_until IS NULL")
FORMER = text("valid_until IS NOT NULL")


class ComplaintText(Table, table=True):
    """What a complaint and its points say, as long as they said so; null means that they do.

    `words` are the stems of its words in their places: those of whole words are marked A, those of
    the parts of compounds are not. `said` is the digest of the words as they were written, by which
    a fact of the complaint knows them. `written_by` is the transaction that wrote them.
    """

    __tablename__ = "complaint_texts"
    __table_args__ = (
        ForeignKeyConstraint(["complaint_id"], ["complaints.id"], ondelete="CASCADE"),
        Index("complaint_texts_words_idx", "words", postgresql_using="gin", postgresql_where=NOW),
        Index("complaint_texts_former_words_idx", "words", postgresql_using="gin",
              postgresql_where=FORMER),
        Index("complaint_texts_newest_idx", "received_on", "complaint_id", postgresql_where=NOW),
    )  # fmt: skip

    complaint_id: UUID = Field(primary_key=True)
    valid_from: datetime = Field(primary_key=True)
    valid_until: datetime | None = None
    written_by: int = Field(sa_type=BigInteger)
    received_on: date
    said: UUID
    words: Any = Field(sa_column=Column(TSVECTOR, nullable=False))


class WordForm(Table, table=True):
    """How a word is written in a place: alone, first or last in a compound, or as none of its own.

    `start` is how it begins: its first two letters, or three if it is the first part of a compound.
    `lexeme` is the stem it stands for.
    """

    __tablename__ = "word_forms"

    place: str = Field(sa_column=Column(String, primary_key=True))
    start: str = Field(sa_column=Column(String, primary_key=True))
    form: str = Field(sa_column=Column(String, primary_key=True))
    word: str
    lexeme: str
