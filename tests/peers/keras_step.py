"""Times a training step in Keras' fit: the reference experiment's program without its accuracy metric and validation.

Prints one JSON line: peer; medianMs, the median over epochs of the mean step. The first epoch, which traces the graph, is
left out.
"""
import json
import os
import statistics
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import tensorflow as tf

from encoded_texts import arguments, read_ids, read_labels

args = arguments(__doc__, "epochs")
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
tf.keras.utils.set_random_seed(1)


class EpochClock(tf.keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.epochs_ms = []

    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.epochs_ms.append((time.perf_counter() - self.start) * 1000)


model = tf.keras.Sequential([
    tf.keras.layers.Embedding(args.vocabulary, 16),
    tf.keras.layers.GlobalAveragePooling1D(),
    tf.keras.layers.Dense(24, activation="relu"),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
clock = EpochClock()
fitting = {"batch_size": args.batch, "epochs": args.epochs, "verbose": 0, "callbacks": [clock]}
model.fit(read_ids(args), read_labels(args), **fitting)
median_ms = statistics.median(clock.epochs_ms[1:]) / (args.rows // args.batch)
print(json.dumps({"peer": f"keras {tf.keras.__version__} on tensorflow {tf.__version__}", "medianMs": median_ms}))
