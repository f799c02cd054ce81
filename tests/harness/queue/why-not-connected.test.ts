import { expect, test } from "vitest";
import { whyNotConnected } from "../../../harness/queue/why-not-connected.ts";

test.each([
  [
    "WRONGPASS invalid username-password pair or user is disabled.",
    undefined,
    true,
    "refuses the password or has none",
  ],
  ["NOAUTH Authentication required.", undefined, true, "refuses the password or has none given"],
  [
    "self-signed certificate in certificate chain",
    "SELF_SIGNED_CERT_IN_CHAIN",
    true,
    "an authority that is not trusted",
  ],
  [
    "certificate has expired",
    "CERT_HAS_EXPIRED",
    true,
    "cannot be accepted (CERT_HAS_EXPIRED: certificate has expired)",
  ],
  ["wrong version number", "EPROTO", true, "does not answer with TLS (EPROTO)"],
  ["read ECONNRESET", "ECONNRESET", false, "does not answer with TLS (ECONNRESET)"],
  ["connect ECONNREFUSED 10.0.0.5:6380", "ECONNREFUSED", false, "cannot be reached (ECONNREFUSED)"],
])("%s", (message, code, isFinal, why) => {
  const failure = { message, ...(code === undefined ? {} : { code }) };
  expect(whyNotConnected({ isEncrypted: true }, failure)).toEqual({
    why: expect.stringContaining(why),
    wayOut: expect.any(String),
    isFinal,
  });
});

test("without TLS, a connection that is ended may be of a Redis that asks for it", () => {
  const reset = { message: "read ECONNRESET", code: "ECONNRESET" };
  expect(whyNotConnected({ isEncrypted: false }, reset).wayOut).toMatch(/write rediss:\/\/ where it asks for TLS$/);
  expect(whyNotConnected({ isEncrypted: false }, { message: "connect ETIMEDOUT", code: "ETIMEDOUT" }).why).toBe(
    "cannot be reached (ETIMEDOUT)",
  );
});

test("what a stranger's certificate says does not steer the terminal", () => {
  const message = "Host: h. is not in the cert's altnames: DNS:\u001b[2J";
  const { why } = whyNotConnected({ isEncrypted: true }, { code: "ERR_TLS_CERT_ALTNAME_INVALID", message });
  expect(why).toContain("altnames: DNS:");
  expect(why).not.toContain("\u001b");
});
