console.log(JSON.stringify({ peer: "snail 1.0", medianMs: 8 }));
