"""Departments drafted by many workers at once: each partition goes through one `juesuan batch` as a pipe."""

import json
import sys

from pyspark.sql import SparkSession

juesuan, lines, out = sys.argv[1:]
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
departments = spark.sparkContext.textFile(lines, minPartitions=4)
# `pipe` fails on any exit code but 0; a department that needs a person is exit code 1 and says so in its own line.
command = f"sh -c '{juesuan} batch - --jsonl --quiet || [ $? -eq 1 ]'"
results = departments.pipe(command, checkCode=True)
with open(out, "w", encoding="utf-8") as file:
    for line in results.collect():
        file.write(line + "\n")
states = results.map(lambda line: json.loads(line)["status"]).countByValue()
print(dict(states))
spark.stop()
