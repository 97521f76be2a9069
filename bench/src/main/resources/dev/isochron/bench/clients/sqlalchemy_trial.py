import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

print("client SQLAlchemy", sa.__version__)
print("step tables made, looked at, and their metadata", flush=True)


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "sa_author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    books: Mapped[list["Book"]] = relationship(back_populates="author")


class Book(Base):
    __tablename__ = "sa_book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("sa_author.id"))
    author: Mapped["Author"] = relationship(back_populates="books")


engine = sa.create_engine("postgresql+psycopg://")
Base.metadata.create_all(engine)
Base.metadata.create_all(engine)
print("step sessions, relations, joins", flush=True)
with Session(engine) as s:
    s.add(Author(name="ann", books=[Book(title="a"), Book(title="b")]))
    s.commit()
    found = s.scalars(sa.select(Book).join(Author).where(Author.name == "ann")).all()
    assert len(found) == 2
print("step reflection of tables, keys, indexes", flush=True)
seen = sa.inspect(engine)
assert set(seen.get_table_names()) >= {"sa_author", "sa_book"}
assert seen.get_pk_constraint("sa_book")["constrained_columns"] == ["id"]
assert seen.get_foreign_keys("sa_book")[0]["referred_table"] == "sa_author"
seen.get_unique_constraints("sa_author")
seen.get_indexes("sa_author")
seen.get_columns("sa_author")
