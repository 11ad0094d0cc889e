package dev.meshwright.topology.source;

import java.util.regex.Pattern;

/// Whether a `package.json` is that of a program for browsers: it has a library for user interfaces and none for
/// servers. The names of services mean nothing in a browser.
final class NodePackage {
    private static final Pattern INTERFACE = Pattern.compile(
            "\"(?:react-dom|vue|@angular/core|svelte|preact|solid-js|jquery|lit|ember-source|backbone|aurelia-framework)\"\\s*:");
    private static final Pattern SERVER = Pattern.compile(
            "\"(?:express|koa|fastify|@hapi/hapi|hapi|restify|next|nuxt|@nestjs/core|@remix-run/\\w+|@sveltejs/kit|hono"
                    + "|http-proxy|http-proxy-middleware|@grpc/grpc-js|grpc|apollo-server|@apollo/server|sails|polka|micro|astro)\"\\s*:");

    private NodePackage() {}

    static boolean isForBrowsers(String text) {
        return INTERFACE.matcher(text).find() && !SERVER.matcher(text).find();
    }
}
