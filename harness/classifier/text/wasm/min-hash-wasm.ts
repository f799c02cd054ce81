/** min-hash.as.ts compiled, in base64: written by `npm run build:wasm`. */
// Sources: harness/classifier/text/wasm/min-hash.as.ts
// SHA-256 of these, the compiler and the module: a687a4a28af924e8b8140bd9ea9df23b58f02d431d160ad17776637cbb36fbbb
export const MIN_HASH_WASM =
  "AGFzbQEAAAABBwFgA39/fwACDwEDZW52Bm1lbW9yeQIAAAMCAQAHEQIEc2lnbgAABm1lbW9yeQIACqoDAacDAgJ/DXsgASACQQJ0aiEEA0AgA0" +
  "GABEkEQCAD/QAEACEKIAP9AAQQIQsgA/0ABCAhDCAD/QAEMCENIAP9AASABCEOIAP9AASQBCEPIAP9AASgBCEQIAP9AASwBCER/Qz///9/////" +
  "f////3////9/IQX9DP///3////9/////f////38hBv0M////f////3////9/////fyEH/Qz///9/////f////3////9/IQggASECA0AgAiAESQ" +
  "RAIAUgAv0JAgAiCSAK/bUBIA79rgH9tgEhBSAGIAkgC/21ASAP/a4B/bYBIQYgByAJIAz9tQEgEP2uAf22ASEHIAggCSAN/bUBIBH9rgH9tgEh" +
  "CCACQQRqIQIMAQsLIAAgA0ECdmogBf0MsXk3nrF5N56xeTeesXk3nv21AUEY/a0BIAb9DLF5N56xeTeesXk3nrF5N579tQFBGP2tAf2GASAH/Q" +
  "yxeTeesXk3nrF5N56xeTee/bUBQRj9rQEgCP0MsXk3nrF5N56xeTeesXk3nv21AUEY/a0B/YYB/Wb9CwQAIANBQGshAwwBCwsL";
