"""Populations and neighbour lists: the database itself refuses to change or remove a row."""

from django.db import migrations

from authorities.append_only import only_grows


class Migration(migrations.Migration):
    dependencies = [("authorities", "0003_neighbours_and_populations")]

    operations = [
        only_grows(
            "authorities_populationvintage",
            "authorities_populationestimate",
            "authorities_neighbourlist",
            "authorities_neighbour",
            "authorities_neighbourchoice",
        )
    ]
