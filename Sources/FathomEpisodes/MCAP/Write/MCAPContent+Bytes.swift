extension RecordBytes {
    mutating func append(_ header: MCAPHeader) {
        record(.header) {
            $0.text(header.profile)
            $0.text(header.library)
        }
    }

    mutating func append(_ schema: MCAPSchema) {
        record(.schema) {
            $0.number(schema.id)
            $0.text(schema.name)
            $0.text(schema.encoding)
            $0.array { $0.append(schema.data) }
        }
    }

    mutating func append(_ channel: MCAPChannel) {
        record(.channel) {
            $0.number(channel.id)
            $0.number(channel.schemaID)
            $0.text(channel.topic)
            $0.text(channel.messageEncoding)
            $0.texts(channel.metadata)
        }
    }

    mutating func append(_ metadata: MCAPMetadata) {
        record(.metadata) {
            $0.text(metadata.name)
            $0.texts(metadata.metadata)
        }
    }
}
