"""The reference experiment's model in PyTorch, from ids to logits, initialized as in Keras; on one thread."""
import torch

torch.set_num_threads(1)
torch.manual_seed(1)


def initial_embedding(vocabulary):
    return torch.nn.init.uniform_(torch.empty(vocabulary, 16), -0.05, 0.05)


def head():
    """Logits from the mean of a text's rows."""
    return torch.nn.Sequential(torch.nn.Linear(16, 24), torch.nn.ReLU(), torch.nn.Linear(24, 1))


class ReferenceModel(torch.nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.embedding = torch.nn.Embedding.from_pretrained(initial_embedding(vocabulary), freeze=False)
        self.head = head()

    def forward(self, ids):
        return self.head(self.embedding(ids).mean(1))


def adam(parameters):
    """The reference experiment's optimizer, fused where this PyTorch has that on a CPU, and its name."""
    parameters = list(parameters)
    try:
        return torch.optim.Adam(parameters, lr=1e-3, eps=1e-7, fused=True), "fused Adam"
    except (RuntimeError, TypeError):  # before 2.4 on a CPU, and before 1.13
        return torch.optim.Adam(parameters, lr=1e-3, eps=1e-7), "Adam"
