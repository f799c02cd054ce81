"""The reference experiment's model in PyTorch, from ids to logits, initialized as in Keras; on one thread."""
import torch

torch.set_num_threads(1)
torch.manual_seed(1)


class ReferenceModel(torch.nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.embedding = torch.nn.Embedding(vocabulary, 16)
        torch.nn.init.uniform_(self.embedding.weight, -0.05, 0.05)
        self.head = torch.nn.Sequential(torch.nn.Linear(16, 24), torch.nn.ReLU(), torch.nn.Linear(24, 1))

    def forward(self, ids):
        return self.head(self.embedding(ids).mean(1))
