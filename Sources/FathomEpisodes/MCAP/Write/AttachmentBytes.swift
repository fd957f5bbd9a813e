internal import Fathom
internal import FathomKernels

/// What stands before and behind the data of an attachment.
struct AttachmentBytes {
    let before: [UInt8]
    let after: [UInt8]

    init(_ attachment: MCAPAttachment) {
        let data = attachment.data.bytes
        var fields = RecordBytes()
        fields.number(attachment.logTime)
        fields.number(attachment.createTime)
        fields.text(attachment.name)
        fields.text(attachment.mediaType)
        fields.number(UInt64(data.count))
        let crc = fathom_crc32(0, fields.bytes, fields.bytes.count)

        var head = RecordBytes()
        head.number(MCAPOpcode.attachment.rawValue)
        head.number(UInt64(fields.bytes.count + data.count + MemoryLayout<UInt32>.size))
        head.append(fields.bytes)
        before = head.bytes

        var tail = RecordBytes()
        tail.number(fathom_crc32(crc, data.baseAddress, data.count))
        after = tail.bytes
    }

    func index(of attachment: MCAPAttachment, at offset: UInt64) -> MCAPAttachmentIndex {
        let size = attachment.data.bytes.count
        return MCAPAttachmentIndex(
            offset: offset, length: UInt64(before.count + size + after.count), logTime: attachment.logTime,
            createTime: attachment.createTime, dataSize: UInt64(size), name: attachment.name,
            mediaType: attachment.mediaType)
    }
}
