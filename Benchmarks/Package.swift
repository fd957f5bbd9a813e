// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "fathom-benchmarks",
    dependencies: [.package(name: "fathom", path: "../")],
    targets: [
        .executableTarget(
            name: "fathom-bench",
            dependencies: [
                .product(name: "Fathom", package: "fathom"),
                .product(name: "FathomWire", package: "fathom"),
                .product(name: "FathomTransport", package: "fathom"),
                .product(name: "FathomEpisodes", package: "fathom"),
            ],
            path: "Sources/FathomBench",
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
