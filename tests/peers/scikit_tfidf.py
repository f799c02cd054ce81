"""Fits scikit-learn's tf-idf with logistic regression: scikit_tfidf.py ROWS.json, which has "train" and "test" of texts and labels."""

import json
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

with open(sys.argv[1], encoding="utf-8") as file:
    sides = json.load(file)
accuracies = []
for ngrams in ((1, 1), (1, 2)):
    model = make_pipeline(TfidfVectorizer(ngram_range=ngrams), LogisticRegression(max_iter=1000))
    model.fit(sides["train"]["texts"], sides["train"]["labels"])
    accuracies.append(model.score(sides["test"]["texts"], sides["test"]["labels"]))
print(json.dumps(accuracies))
