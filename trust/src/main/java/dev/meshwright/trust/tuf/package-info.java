/// Verifies a repository of [The Update Framework](https://theupdateframework.github.io/specification/latest/), version
/// 1.0.34. Start with [Client][dev.meshwright.trust.tuf.Client], which is the workflow of section 5 over two ports:
/// [Fetcher][dev.meshwright.trust.tuf.Fetcher] brings bytes that are not trusted,
/// [TrustStore][dev.meshwright.trust.tuf.TrustStore] keeps those that are.
/// [RepositoryWriter][dev.meshwright.trust.tuf.RepositoryWriter] makes such repositories, bytes in and bytes out.
/// Metadata is JSON in the form python-tuf and go-tuf sign: Canonical JSON of `signed`, whatever fields it has.
@NullMarked
package dev.meshwright.trust.tuf;

import org.jspecify.annotations.NullMarked;
