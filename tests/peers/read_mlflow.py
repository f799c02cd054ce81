"""Prints what MLflow's own client finds in a store: read_mlflow.py STORE_URI"""

import json
import sys

from mlflow.tracking import MlflowClient

client = MlflowClient(tracking_uri=sys.argv[1])
print(
    json.dumps(
        {
            experiment.name: {
                run.info.run_name: {
                    "status": run.info.status,
                    "metrics": run.data.metrics,
                    "params": run.data.params,
                    "losses": [
                        [metric.step, metric.value]
                        for metric in client.get_metric_history(run.info.run_id, "training/loss")
                    ],
                    "artifacts": [file.path for file in client.list_artifacts(run.info.run_id)],
                }
                for run in client.search_runs([experiment.experiment_id])
            }
            for experiment in client.search_experiments()
        }
    )
)
