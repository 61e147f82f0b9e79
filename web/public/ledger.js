// Checks a filing's proofs in the reader's browser: nothing that the server says is taken on trust
// but the key, which the reader can compare with the one that was published.
//
// The hash tree is RFC 6962's, the check of a proof RFC 9162's, 2.1.3.2; docs/record-format.md.
(() => {
  "use strict";

  const bytes = (text) => new TextEncoder().encode(text);
  const hash = async (...parts) => {
    const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
  };
  const leaf = (data) => hash(new Uint8Array([0]), data);
  const node = (left, right) => hash(new Uint8Array([1]), left, right);
  const hex = (data) => [...data].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const from_hex = (text) => new Uint8Array(text.match(/../g).map((two) => parseInt(two, 16)));
  const from_base64url = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

  // Numbers of leaves may pass 2^31, where JavaScript's bits end.
  async function root_by(body, n, size, path) {
    let at = BigInt(n);
    let last = BigInt(size) - 1n;
    if (at > last) return "";
    let root = await leaf(bytes(body));
    for (const step of path) {
      if (last === 0n) return "";
      const side = from_hex(step);
      if (at % 2n === 1n || at === last) {
        root = await node(side, root);
        while (at % 2n === 0n && at !== 0n) {
          at /= 2n;
          last /= 2n;
        }
      } else {
        root = await node(root, side);
      }
      at /= 2n;
      last /= 2n;
    }
    return last === 0n ? hex(root) : "";
  }

  // true, false, or null where this browser cannot say.
  async function is_signed(text, signature, key) {
    const [algorithm, id, value] = signature.split(".");
    const [, key_id, open] = key.split(".");
    if (algorithm !== "ed25519" || id !== key_id) return false;
    try {
      const imported = await crypto.subtle.importKey("raw", from_base64url(open), "Ed25519", false, ["verify"]);
      return await crypto.subtle.verify("Ed25519", imported, from_base64url(value), bytes(text));
    } catch {
      return null;
    }
  }

  // What of the record's row is not as the last event left it.
  function differences(row, proofs) {
    let image = null;
    for (const { body } of proofs)
      for (const change of JSON.parse(body).changes)
        if (change.table === "filing" && change.row.id === row.id) image = change.row;
    if (!image) return Object.keys(row);
    return Object.keys(row).filter((name) => row[name] !== image[name]);
  }

  async function verify(told, say) {
    const head = JSON.parse(told.head);
    const signed = await is_signed(told.head, told.signature, told.key);
    say(signed, signed === null
      ? "签名：这个浏览器不会验 Ed25519，没有核对。可以用 qinqing ledger check 核对"
      : signed ? "账头的签名是真的" : "账头的签名不对");
    let wrong = 0;
    for (const proof of told.proofs)
      if ((await root_by(proof.body, proof.n, head.size, proof.path)) !== head.root.slice(7)) {
        wrong += 1;
        say(false, `第 ${proof.n} 号不在这个账头的账里`);
      }
    if (wrong === 0) say(true, `${told.proofs.length} 件事都在账里，没有改过，次序也没有换过`);
    const changed = differences(told.row, told.proofs);
    say(changed.length === 0, changed.length === 0
      ? "现在的记录和最后一件事留下的一样"
      : `现在的记录和最后一件事留下的不一样：${changed.join("、")}`);
    const published = await fetch("/api/v1/ledger").then((answer) => answer.json()).catch(() => null);
    if (!published || !published.head) return;
    const theirs = JSON.parse(published.head);
    if (theirs.size === head.size)
      say(theirs.root === head.root, theirs.root === head.root
        ? "和公布的账头是同一个" : "和公布的账头不是同一个");
    else say(null, `公布的账头已经到第 ${theirs.size} 件；刷新这一页再核对一次`);
  }

  const holder = document.getElementById("ledger-proofs");
  const place = document.querySelector("[data-ledger]");
  if (!holder || !place || !window.crypto?.subtle) return;
  place.hidden = false;
  const list = document.querySelector("[data-findings]");
  const button = place.querySelector("[data-verify]");
  button.addEventListener("click", async () => {
    button.disabled = true;
    list.replaceChildren();
    const say = (good, text) => {
      const item = document.createElement("li");
      item.dataset.good = String(good);
      item.textContent = `${good === null ? "—" : good ? "✓" : "✗"}　${text}`;
      list.append(item);
    };
    try {
      await verify(JSON.parse(holder.textContent), say);
    } catch {
      say(false, "没有核对成：页面里的证明读不懂");
    }
    button.disabled = false;
  });
})();
