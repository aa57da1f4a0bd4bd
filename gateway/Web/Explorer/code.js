// One call as it is written elsewhere. Requests stand there as JSON, which every protobuf library reads.
const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const lowerFirst = (text) => text[0].toLowerCase() + text.slice(1);
const pretty = (request, indent) => JSON.stringify(request, null, 2).replaceAll("\n", "\n" + indent);
const isStream = (call) => call.streaming === "ServerStreaming";

export const languages = { curl, csharp, typescript, python };
export const titles = { curl: "curl", csharp: "C#", typescript: "TypeScript", python: "Python" };

function curl(call) {
  const token = call.token ? ` \\\n  -H "authorization: Bearer $TOKEN"` : "";
  if (call.streaming !== "Unary") {
    return `# curl cannot write the envelopes of a stream; buf can.\nbuf curl --protocol connect --schema protos${token.replace("-H", "--header")} \\\n  --data ${shell(JSON.stringify(call.request))} ${call.origin}${call.path}`;
  }
  return `curl ${call.origin}${call.path} \\\n  -H 'content-type: application/json'${token} \\\n  -d ${shell(JSON.stringify(call.request))}`;
}

function csharp(call) {
  const { service, method, types } = call;
  const token = call.token ? `\n    o.TokenProvider = _ => ValueTask.FromResult<string?>(token);` : "";
  const json = `var request = ${types.request}.Parser.ParseJson(\n    """\n    ${pretty(call.request, "    ")}\n    """);`;
  const ask = isStream(call)
    ? `using var call = client.${method}(request, cancellationToken: cancellationToken);\nawait foreach (var message in call.ResponseStream.ReadAllAsync(cancellationToken))\n{\n    Console.WriteLine(message);\n}`
    : `var answer = await client.${method}Async(request, cancellationToken: cancellationToken);`;
  return `using Summit.Client;\nusing ${types.csharpNamespace};\n\nservices.AddSummitClients(o =>\n{\n    o.Address = "${call.grpc}";${token}\n});\n\nvar client = provider.GetRequiredService<${service}.${service}Client>();\n${json}\n${ask}`;
}

function typescript(call) {
  const { service, method, types } = call;
  const generated = (file) => `./gen/${file.replace(/\.proto$/, "_pb")}`;
  const schema = `${types.request}Schema`;
  const imports = types.serviceFile === types.requestFile
    ? `import { ${service}, ${schema} } from "${generated(types.serviceFile)}";`
    : `import { ${service} } from "${generated(types.serviceFile)}";\nimport { ${schema} } from "${generated(types.requestFile)}";`;
  const headers = call.token ? ", { headers: { authorization: `Bearer ${token}` } }" : "";
  const ask = isStream(call)
    ? `for await (const message of client.${lowerFirst(method)}(request${headers})) {\n  console.log(message);\n}`
    : `const answer = await client.${lowerFirst(method)}(request${headers});`;
  return `import { fromJson } from "@bufbuild/protobuf";\nimport { createClient } from "@connectrpc/connect";\nimport { createConnectTransport } from "@connectrpc/connect-web";\n${imports}\n\nconst client = createClient(${service}, createConnectTransport({ baseUrl: "${call.origin}" }));\nconst request = fromJson(${schema}, ${pretty(call.request, "")});\n${ask}`;
}

function python(call) {
  const { service, method, types } = call;
  const module = (file) => [file.split("/").slice(0, -1).join("."), file.split("/").pop().replace(/\.proto$/, "_pb2")];
  const [folder, file] = module(types.serviceFile);
  const [requestFolder, requestFile] = module(types.requestFile);
  const imports = [`from ${folder} import ${file}_grpc`, `from ${requestFolder} import ${requestFile}`];
  const metadata = call.token ? `, metadata=[("authorization", f"Bearer {token}")]` : "";
  const ask = isStream(call)
    ? `for message in stub.${method}(request${metadata}):\n    print(message)`
    : `answer = stub.${method}(request${metadata})`;
  return `import grpc\nfrom google.protobuf import json_format\n${imports.join("\n")}\n\nchannel = grpc.insecure_channel("${call.grpc.replace(/^https?:\/\//, "")}")\nstub = ${file}_grpc.${service}Stub(channel)\nrequest = json_format.Parse("""\n${pretty(call.request, "")}\n""", ${requestFile}.${types.request}())\n${ask}`;
}
